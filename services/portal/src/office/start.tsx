import { Navigate } from 'react-router';
import { startOf } from '../common/roles';
import { useSession } from '../common/use-session';

/** Sends everybody to where their work is. */
export function OfficeStart() {
  const current = useSession();
  return <Navigate to={startOf(current?.person.role ?? '')} replace />;
}
