export type Answer = 'yes' | 'partly' | 'no';

/** What the complainant said of what was done. */
export interface Rating {
  readonly at: Date;
  readonly resolved: Answer;
  /** 1 to 5. */
  readonly satisfaction: number;
  readonly comment: string;
}

export type RevisitStatus = 'open' | 'rated' | 'lapsed' | 'superseded';

/** The asking-back of one cycle. Every rating is kept, the latest counts. */
export interface Revisit {
  readonly cycle: number;
  readonly status: RevisitStatus;
  readonly callRequired: boolean;
  readonly openedAt: Date;
  readonly lapsesAt: Date;
  /** Who is rated. */
  readonly unitId: string;
  readonly handlerId: string;
  readonly ratings: readonly Rating[];
  /** The case was sent back for more work because of this revisit: a later rating cannot do that again. */
  readonly reopens: boolean;
}

/** All revisits of one case, oldest first. */
export interface RevisitFile {
  readonly caseId: string;
  readonly number: string;
  readonly groupId: string;
  readonly parkCode: string;
  readonly revisits: readonly Revisit[];
}

/** What follows from a rating; `to_hq`: the third no goes to an officer of headquarters, who closes. */
export type Consequence = 'close' | 'close_partly' | 'reopen' | 'to_hq' | 'none';

export type Change =
  | { readonly type: 'RevisitOpened' }
  | {
      readonly type: 'RatingGiven';
      readonly rating: Rating;
      readonly noCount: number;
      readonly consequence: Consequence;
    }
  | { readonly type: 'RevisitLapsed' };

/** One thing that happened to the revisit of one cycle; `revisit` is the revisit after it. */
export interface FeedbackEvent {
  readonly facts: Omit<RevisitFile, 'revisits'>;
  readonly revisit: Revisit;
  readonly change: Change;
}

/** Folds an event into the file; a revisit that begins takes the place of one that is still open. */
export function evolve(file: RevisitFile | undefined, { facts, revisit }: FeedbackEvent): RevisitFile {
  const others = (file?.revisits ?? []).filter((one) => one.cycle !== revisit.cycle);
  const revisits = [...others.map((one) => (one.cycle < revisit.cycle ? superseded(one) : one)), revisit];
  return {
    caseId: facts.caseId,
    number: facts.number,
    groupId: facts.groupId,
    parkCode: facts.parkCode,
    revisits: revisits.sort((a, b) => a.cycle - b.cycle),
  };
}

export function superseded(revisit: Revisit): Revisit {
  return revisit.status === 'open' ? { ...revisit, status: 'superseded' } : revisit;
}

export function latestRevisit(file: RevisitFile | undefined): Revisit | undefined {
  return file?.revisits.at(-1);
}

/** When the timer must look at the file next: when the open revisit lapses. */
export function lapseDueAt(file: RevisitFile): Date | undefined {
  return file.revisits.find((revisit) => revisit.status === 'open')?.lapsesAt;
}

/** In how many cycles the complainant has said no: changing one's mind within a cycle counts once. */
export function noCount(revisits: readonly Revisit[]): number {
  return revisits.filter((revisit) => revisit.ratings.some((rating) => rating.resolved === 'no')).length;
}
