import { Link } from 'react-router';

/** The mark and the name; a link to the start of this side of the portal. */
export function Brand({ to, note }: { to: string; note?: string }) {
  return (
    <Link to={to} className="brand">
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#fff" fillOpacity=".16" />
        <path
          d="M10 25V7h7.5a5.5 5.5 0 0 1 0 11H10"
          fill="none"
          stroke="#fff"
          strokeWidth="3.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="22.5" cy="24" r="2.6" fill="#f2b84b" />
      </svg>
      <span>Parkline</span>
      {note && <span className="brand-note">{note}</span>}
    </Link>
  );
}
