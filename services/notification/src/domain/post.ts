import type { Message, Template } from './message';

/** Whom messages can go to in the office. All answers leave out people who no longer work there. */
export interface OfficeDirectory {
  isActive(staffId: string): boolean;
  leadsOf(unitId: string): readonly string[];
  managersOf(parkCode: string): readonly string[];
  /** The officers of headquarters. */
  officersOf(groupId: string): readonly string[];
  /** Everybody who works on the dispatch desk. */
  dispatchDeskOf(groupId: string): readonly string[];
  /** Who sits on the expert panel for the field. */
  expertsIn(groupId: string, field: string): readonly string[];
}

/** Collects the messages of one occurrence; nobody gets the same one twice. */
export interface Post {
  toComplainant(template: Template, data?: Message['data']): void;
  /** Leaves out whoever did it, as nobody is told of his own act, and whom the complaint is about. */
  toStaff(template: Template, staffIds: readonly string[], data?: Message['data']): void;
}
