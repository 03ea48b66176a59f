/** Who is asking. Made by the gateway for people, by each service for itself; signed, and verified by every service. */
export interface Principal {
  kind: 'person' | 'service' | 'complainant' | 'public';
  /** Staff id, service name, complaint id, or `public`. */
  subject: string;
  /** The person's role, in the words of the domain; the kind for all others. */
  role: string;
  /** Name to show, for staff. */
  name?: string;
  groupId: string;
  parks: 'all' | readonly string[];
  unitId?: string;
  skills?: readonly string[];
  /** Whose key signed it. */
  issuer: string;
}

/** What of the data a caller may touch. Every repository call takes one: there is no unscoped read. */
export type Scope = { groupId: string; parks: 'all' | readonly string[] } | { service: string };

/** The scope of a principal. A service acts for all groups: what it may do is decided by the command. */
export function scopeOf(principal: Principal): Scope {
  if (principal.kind === 'service') return { service: principal.subject };
  return { groupId: principal.groupId, parks: principal.parks };
}

/** The scope of a service that acts on its own, in a consumer or a timer. */
export function serviceScope(service: string): Scope {
  return { service };
}

/** Whether something of this group and park lies in the scope. */
export function inScope(scope: Scope, where: { groupId: string; parkCode: string }): boolean {
  if ('service' in scope) return true;
  return scope.groupId === where.groupId && (scope.parks === 'all' || scope.parks.includes(where.parkCode));
}

/**
 * The parks that a list may show, after narrowing to one if asked: `'all'`, or a list that may be empty.
 * For a service: `'all'`.
 */
export function parksInScope(scope: Scope, only?: string): 'all' | readonly string[] {
  const parks = 'service' in scope ? 'all' : scope.parks;
  if (!only) return parks;
  return parks === 'all' || parks.includes(only) ? [only] : [];
}

/**
 * The part of a Mongo filter that holds a list to the scope.
 * @param paths where the documents keep group and park; `state.groupId` and `state.parkCode` unless told
 */
export function scopeFilter(
  scope: Scope,
  paths: { groupId: string; parkCode: string } = { groupId: 'state.groupId', parkCode: 'state.parkCode' },
): Record<string, unknown> {
  if ('service' in scope) return {};
  if (scope.parks === 'all') return { [paths.groupId]: scope.groupId };
  const [first] = scope.parks;
  return {
    [paths.groupId]: scope.groupId,
    [paths.parkCode]: scope.parks.length === 1 ? first : { $in: [...scope.parks] },
  };
}

/** A service acting on its own behalf. */
export function servicePrincipal(name: string): Omit<Principal, 'issuer'> {
  return { kind: 'service', subject: name, role: 'service', groupId: '', parks: 'all' };
}
