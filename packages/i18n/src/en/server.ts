export const server = {
  'theme-housing': 'Housing',
  'theme-elder': 'Elder care',
  'theme-balance': 'Work and family',
  'theme-children': 'Children and young people',
  'theme-income': 'Savings and spending',
  'theme-health': 'Health',
  'theme-neighbour': 'Neighbours and community',
  'theme-access': 'Access to services',

  'demonstration-owner': 'Facilitator',

  'text-today': 'What happens today',
  'text-how': 'How it will work',
  'text-who': 'Who carries it forward',
  'text-needed': 'What it takes',
  'text-success': 'How we will know that it works',

  'recovery-title': 'Back to leading',
  'recovery-lead': 'This is the link of whoever opened the workshop. It works once.',
  'recovery-button': 'Take my seat again',
  'recovery-note': 'When you press, this link stops working and you get a new one to keep.',
  'recovered-title': 'Welcome back to the table',
  'recovered-lead': 'The seat that leads “{{title}}” is on this device again.',
  'recovered-keep': 'Your new link',
  'recovered-help':
    'Keep it now, for example in your notes: it is shown here only once, and the old one no longer works.',
  'recovered-go': 'Go to the workshop',
  'used-title': 'This link no longer works',
  'used-help':
    'Look for the latest link in your notes. If you cannot find it, ask whoever runs this service.',

  'lost-title': 'This page is not here',
  'lost-lead': 'The address may be incomplete, or the page has moved.',
  'lost-home': 'Go to the start page',
  'lost-join': 'I have a code',

  'failed-title': 'Something did not work',
  'failed-lead': 'It is not your fault. What was saved stays saved. Try again shortly.',

  'column-number': 'Number',
  'column-kind': 'Kind',
  'column-text': 'Text',
  'column-language': 'Language',
  'column-theme': 'Theme',
  'column-cluster': 'Cluster',
  'column-merged-into': 'Merged into number',
  'column-place': 'Place of origin',
  'column-signed-as': 'Signed',
  'kind-need': 'Need',
  'kind-offer': 'Offer',
} as const;
