/** Da che cosa può partire un laboratorio: nome, per che cosa è, come va. */
export const templates = {
  'poste-listening.name': 'Percorso di ascolto in tre ore',
  'poste-listening.about':
    'Per chi lavora insieme: prima ognuno scrive per conto suo, poi i tavoli preparano proposte e alla fine si prendono impegni.',
  'neighbourhood-evening.name': 'Una sera di quartiere',
  'neighbourhood-evening.about':
    'Novanta minuti dopo il lavoro: si scrive subito, pochi tavoli, una proposta per tavolo.',
  'remote-two-weeks.name': 'A distanza, in due settimane',
  'remote-two-weeks.about':
    'Nessuno deve esserci nello stesso momento: una settimana per scrivere, poi qualche giorno per raggruppare, votare e proporre.',
  people: 'Da {{from}} a {{to}} persone, tavoli da {{size}}',
  minutes_one: '{{count}} minuto',
  minutes_many: '{{count}} minuti',
  minutes_other: '{{count}} minuti',
  hours_one: '{{count}} ora',
  hours_many: '{{count}} ore',
  hours_other: '{{count}} ore',
  days_one: '{{count}} giorno',
  days_many: '{{count}} giorni',
  days_other: '{{count}} giorni',
} as const;
