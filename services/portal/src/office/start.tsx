import { Navigate } from 'react-router';
import { Loading } from '../common/page-states';
import { startOf } from '../common/roles';
import { useSession } from '../common/use-session';

/** Sends everybody to where their work is. */
export function OfficeStart() {
  const current = useSession();
  return (
    <>
      <Navigate to={startOf(current?.person.role ?? '')} replace />
      {/* The files of that page may take a while: an empty one looks broken. */}
      <Loading rows={10} />
    </>
  );
}
