import type { OrgTree, PlaceGeometry } from '@shishu/kernel'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useId, useState } from 'react'
import { keepPlaceShapes, placeShapesQuery } from '../api/place-shapes.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { Skeleton } from '../feedback/Skeleton.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { useLanguage } from '../words/language.ts'
import { readShapesFile, type ShapesFile } from './read-shapes-file.ts'
import { useSettingsWords } from './settings-words.ts'

const PlaceMap = lazy(async () => ({ default: (await import('../map/PlaceMap.tsx')).PlaceMap }))

type Usable = readonly { code: string; name: string; geometry: PlaceGeometry }[]

const usableOf = (file: ShapesFile): Usable =>
  file.places.flatMap(({ unit, geometry }) =>
    geometry === null ? [] : [{ code: unit.code, name: unit.shortName ?? unit.name, geometry }],
  )

/** The outlines that maps are drawn from: a file is read and looked at here before anything is kept. */
export function PlaceShapes({ tree, home }: { tree: OrgTree; home: string }) {
  const { orgUnits: words, common } = useSettingsWords()
  const id = useId()
  const client = useQueryClient()
  const toast = useToast()
  const [file, setFile] = useState<ShapesFile | 'unread' | null>(null)
  const [open, setOpen] = useState(false)
  const now = useQuery({ ...placeShapesQuery(home, 'all'), enabled: open })
  const save = useMutation({
    mutationFn: keepPlaceShapes,
    onSuccess: async () => {
      toast({ text: words.shapesSaved })
      setFile(null)
      await client.invalidateQueries({ queryKey: ['place-shapes'] })
    },
  })
  const usable = file === null || file === 'unread' ? [] : usableOf(file)
  return (
    <details className="settings-more" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.shapes}</summary>
      <p className="quiet" id={`${id}help`}>
        {words.shapesLead} {now.data === undefined ? '' : words.shapesNow(now.data.length)}
      </p>
      <div className="button-row">
        <input
          id={id}
          type="file"
          className="hidden-visually"
          accept=".geojson,.json,application/geo+json,application/json"
          aria-describedby={`${id}help`}
          onChange={async (event) => {
            const chosen = event.target.files?.[0]
            event.target.value = ''
            save.reset()
            if (chosen !== undefined) setFile(readShapesFile(await chosen.text(), tree, home) ?? 'unread')
          }}
        />
        <label htmlFor={id} className="button">
          {words.shapesChoose}
        </label>
        {now.data === undefined || now.data.length === 0 ? null : (
          <RemoveButton
            pending={save.isPending}
            onRemove={() => save.mutate(now.data.map(({ code }) => ({ code, geometry: null })))}
          />
        )}
      </div>
      {save.isError ? <ProblemNotice error={save.error} /> : null}
      {file === null ? null : <WhatIsInIt file={file} />}
      {usable.length === 0 ? null : (
        <>
          <Suspense fallback={<Skeleton lines={10} />}>
            <PlaceMap title={words.shapesPreview} places={usable.map((place) => ({ ...place, value: null }))} />
          </Suspense>
          <div className="button-row">
            <button
              type="button"
              className="button button-main"
              disabled={save.isPending}
              onClick={() => save.mutate(usable)}
            >
              {words.shapesSave(usable.length)}
            </button>
            <button type="button" className="button" onClick={() => setFile(null)}>
              {common.cancel}
            </button>
          </div>
        </>
      )}
    </details>
  )
}

/** What of the file cannot be used, each with what is to be done. */
function WhatIsInIt({ file }: { file: ShapesFile | 'unread' }) {
  const { language } = useLanguage()
  const { orgUnits: words } = useSettingsWords()
  const comma = language === 'zh' ? '、' : ', '
  const faults =
    file === 'unread'
      ? [words.shapesUnread]
      : [
          ...(file.places.length === 0 && file.twice.length === 0 ? [words.shapesNobody] : []),
          ...(file.unknown.length > 0 && file.places.length > 0 ? [words.shapesUnknown(file.unknown.join(comma))] : []),
          ...(file.twice.length > 0 ? [words.shapesTwice(file.twice.map(({ name }) => name).join(comma))] : []),
          ...file.places.flatMap(({ refusal }) => (refusal === null ? [] : [refusal.text(language)])),
        ]
  if (faults.length === 0) return null
  return (
    <div className="notice notice-bad" role="alert">
      {faults.map((fault) => (
        <p key={fault}>{fault}</p>
      ))}
    </div>
  )
}

/** Asks once more on the same button, so that one click too many takes nothing away. */
function RemoveButton({ pending, onRemove }: { pending: boolean; onRemove: () => void }) {
  const { orgUnits: words } = useSettingsWords()
  const [sure, setSure] = useState(false)
  return (
    <button
      type="button"
      className="button"
      disabled={pending}
      onBlur={() => setSure(false)}
      onClick={() => {
        if (sure) onRemove()
        setSure(!sure)
      }}
    >
      {sure ? words.shapesRemoveSure : words.shapesRemove}
    </button>
  )
}
