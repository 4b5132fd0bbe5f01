import { type ReactNode, useEffect, useRef, useState } from 'react'

interface ScrollBoxProps {
  /** What it holds, for who comes to it by keyboard. */
  name: string
  children: ReactNode
}

/** Holds what may be wider than the screen; only where it is, the keyboard can stop at it and scroll. */
export function ScrollBox({ name, children }: ScrollBoxProps) {
  const box = useRef<HTMLElement>(null)
  const [wide, setWide] = useState(false)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWide(element.scrollWidth > element.clientWidth))
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  return (
    <section ref={box} className="scroll-box" {...(wide ? { tabIndex: 0, 'aria-label': name } : {})}>
      {children}
    </section>
  )
}
