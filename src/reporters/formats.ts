/** What a report of a check can be printed as. */
export const FORMATS = ['human', 'json', 'sarif', 'github', 'gitlab', 'junit', 'accept'] as const;
/** The name of such a format. */
export type Format = (typeof FORMATS)[number];

/** What else a command may print that is no report of a check: a page, text for a comment. */
export type AnyFormat = Format | 'html' | 'markdown';
