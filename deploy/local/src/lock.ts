import { join } from 'node:path';
import { isLocked as isPathLocked } from '@parkline/messaging';

/** Whether a platform runs on this data folder. */
export function isLocked(folder: string): Promise<boolean> {
  return isPathLocked(join(folder, 'parkline.lock'));
}
