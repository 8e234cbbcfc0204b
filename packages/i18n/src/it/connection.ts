/** What is said when the server cannot be reached, or speaks another version. */
export const connection = {
  unreachable:
    'Il server non risponde. Controlla la rete e riprova: non mostriamo una parete che potrebbe non essere quella vera.',
  pageFailed: 'Questa pagina non si è caricata.',
  reload: 'Ricarica la pagina',
} as const;
