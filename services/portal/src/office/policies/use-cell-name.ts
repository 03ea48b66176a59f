import { useWords } from '../../common/use-words';
import type { CellName } from './rules-draft';

/** What a cell of the table is called, like "resolve deadline P3". */
export function useCellName(): (cell: CellName) => string {
  const { t, word } = useWords('policies');
  return (cell) => {
    const [clock = '', column = ''] = cell.split('-');
    return t('cell', { clock: word('clock', clock), column: column === 'any' ? t('any.priority') : column });
  };
}
