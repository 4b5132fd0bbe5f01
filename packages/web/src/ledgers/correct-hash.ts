/** After the # of an entry’s address: it is opened to be corrected. */
export const CORRECT = 'correct'
