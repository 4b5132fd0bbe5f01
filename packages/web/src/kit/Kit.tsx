import { ConfigProvider, type ThemeConfig } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useEffect } from 'react'
import { useLanguage } from '../words/language.ts'

/** The kit in the colours, sizes and letters of theme/base.css. */
const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#17508a',
    colorLink: '#17508a',
    colorSuccess: '#1a6b3a',
    colorWarning: '#8f5200',
    colorError: '#b0241c',
    colorText: '#1b2126',
    colorTextSecondary: '#48525b',
    colorTextPlaceholder: '#5d6770',
    colorBorder: '#7f8a93',
    colorBorderSecondary: '#dcdfe1',
    borderRadius: 4,
    fontFamily: 'inherit',
    fontSize: 16,
    controlHeight: 40,
    controlOutlineWidth: 3,
    motion: false,
  },
}

/**
 * Gives the kit's parts our look and the chosen language. Only pages that are loaded when they are opened may use it:
 * the kit is larger than everything that the first page loads.
 */
export function Kit({ children }: { children: ReactNode }) {
  const { language } = useLanguage()
  useEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  }, [language])
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={THEME}>
      {children}
    </ConfigProvider>
  )
}
