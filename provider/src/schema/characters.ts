/**
 * Whether a text has at most so many characters. The pages say "characters" and don't say which; this is the count that
 * refuses nothing a person would find short enough.
 */
export function isAtMost(most: number, text: string): boolean {
  return text.length <= most || count(text) <= most;
}

/**
 * As people count: an emoji, a flag or a letter with its accent is one, however many code units it takes. A segmenter is
 * made when it is needed: that takes milliseconds, which nearly no program should spend.
 */
function count(text: string): number {
  return [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].length;
}
