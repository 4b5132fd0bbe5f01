import { useLanguage } from '../words/language.ts'

/** The words of the bell, which stands on every page. */
const zh = {
  bell: (count: number) => (count === 0 ? '消息：没有未读' : `消息：${count} 条未读`),
  more: (count: number) => `${count}+`,
  title: '未读消息',
  none: '没有未读的消息。',
  all: '全部标为已读',
  one: '标为已读',
  oneOf: (text: string) => `标为已读：${text}`,
}
const en: typeof zh = {
  bell: (count) => (count === 0 ? 'Messages: none unread' : `Messages: ${count} unread`),
  more: (count) => `${count}+`,
  title: 'Unread messages',
  none: 'No unread messages.',
  all: 'Mark all as read',
  one: 'Mark as read',
  oneOf: (text) => `Mark as read: ${text}`,
}

export const useMessagesWords = (): typeof zh => (useLanguage().language === 'en' ? en : zh)
