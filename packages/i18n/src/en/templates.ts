export const templates = {
  'poste-listening.name': 'A listening path in three hours',
  'poste-listening.about':
    'For people who work together: first everybody writes alone, then tables make proposals, and at the end promises are made.',
  'neighbourhood-evening.name': 'A neighbourhood evening',
  'neighbourhood-evening.about':
    'Ninety minutes after work: writing begins at once, few tables, one proposal from each.',
  'remote-two-weeks.name': 'From afar, in two weeks',
  'remote-two-weeks.about':
    'Nobody has to be there at the same time: a week to write, then some days to group, vote and propose.',
  people: '{{from}} to {{to}} people, tables of {{size}}',
  minutes_one: '{{count}} minute',
  minutes_other: '{{count}} minutes',
  hours_one: '{{count}} hour',
  hours_other: '{{count}} hours',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
};
