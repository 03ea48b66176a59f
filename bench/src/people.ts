import { createDevToken } from '@parkline/auth';
import { demoPerson } from '@parkline/directory';
import type { Ground } from './ground';
import { createPool } from './pool';

/** Tokens of the demo staff. */
export interface People {
  /** Somebody of headquarters, who sees all parks. */
  hq: string;
  tokenOf(staffId: string): string;
}

interface Staff {
  id: string;
  role: string;
}

export async function signInAll({ port, cluster }: Ground): Promise<People> {
  const token = ({ id, role }: Staff): Promise<string> => createDevToken(cluster.developmentKey, { staffId: id, role });
  const officer = demoPerson('hq-officer');
  if (!officer) throw new Error('There is no demo officer of headquarters.');
  const hq = await token({ id: officer.staffId, role: officer.role });
  const pool = createPool(port);
  const { status, body } = await pool.request('GET', '/v1/directory', { headers: { authorization: `Bearer ${hq}` } });
  pool.close();
  if (status !== 200) throw new Error(`the directory: ${status} ${body}`);
  const { staff } = JSON.parse(body) as { staff: Staff[] };
  const tokens = new Map(await Promise.all(staff.map(async (person) => [person.id, await token(person)] as const)));
  return {
    hq,
    tokenOf(staffId) {
      const found = tokens.get(staffId);
      if (found === undefined) throw new Error(`nobody is called ${staffId}`);
      return found;
    },
  };
}
