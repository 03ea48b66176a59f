/** What somebody writes. Its first word says who may ever read it; the number tells one text from all others. */
export type Readership = 'public' | 'inside' | 'sealed' | 'if-granted' | 'own';

const wordOf: Record<Readership, string> = {
  public: 'said',
  inside: 'inside',
  sealed: 'sealed',
  'if-granted': 'ifgranted',
  own: 'own',
};

export function textFor(readership: Readership, number: number): string {
  return `${wordOf[readership]}-${number}.`;
}

/** Texts of this readership in what somebody sees. */
export function textsIn(seen: string, readership: Readership): string[] {
  return [...seen.matchAll(new RegExp(`\\b${wordOf[readership]}-\\d+\\.`, 'g'))].map(([text]) => text);
}
