import { figureOf } from './figure-of.ts'
import { towns } from './index.ts'
import { packTownship } from '../src/index.ts'
const M='341899101000'
const t=towns[0]!
const ask:[string,string][]=[['conferences-missed','2024-H1'],['conferences-missed','2024-H2'],['conferences-missed','2025-H1'],['conferences-missed','2025-H2'],['conferences-missed','2026-H1'],['petitions-answer-overdue','2026-06'],['petitions-telling-overdue','2026-06'],['petitions-objection-overdue','2026-06'],['survey-results-received','2025-H2'],['village-accounts-missed','2026-Q1'],['village-accounts-missed','2026-Q2'],['village-disclosures-missed','2026-H1'],['village-accounts-missed-monthly','2026-H1'],['river-patrols-missed','2026-05'],['river-patrols-missed','2026-H1'],['forest-patrols-missed','2026-H1'],['flood-checks-missed','2026-H1'],['flood-checks-missed','2025-H1'],['flood-supplies-short','2026-06'],['emergency-plans-filing-overdue','2026-06'],['emergency-drills-missed','2025'],['disclosures-overdue','2026-06'],['disclosures-overdue','2026-05'],['homesteads-overdue','2026-06'],['hazards-overdue','2026-06'],['public-deeds-overdue','2026-06'],['supervision-overdue','2026-06'],['information-requests-overdue','2026-06'],['disputes-overdue','2026-06'],['disputes-untold-of-confirmation','2026-06'],['work-tasks-overdue','2026-06'],['village-plans-publication-overdue','2026-06']]
for (const [i,p] of ask) console.log(i,p,figureOf(t,i,M,p))
const mine = new Set(['peace','safety','planning','overall','disclosure'])
const ledgerOffice=new Map(packTownship.ledgers.map(l=>[l.id,l.office]))
for (const ind of packTownship.indicators){ const l=/([a-z][a-z-]+)\.[a-z]/.exec(ind.value)?.[1]; const r=/missed\(([a-z-]+)\)/.exec(ind.value)?.[1]; const led=l??packTownship.requirements.find(q=>q.id===r)?.measure.split('.')[0]; if(!mine.has(ledgerOffice.get(led??'')??''))continue; let v; try{v=figureOf(t,ind.id,M,'2026-H1')}catch(e){v=String(e).slice(0,60)}; console.log('H1',ind.id,v,ind.unit)}
