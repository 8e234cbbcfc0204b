/** What the server itself says: names it gives, pages it draws besides the one to join. */
export const server = {
  'theme-housing': 'Abitare',
  'theme-elder': 'Anziani e cura',
  'theme-balance': 'Lavoro e famiglia',
  'theme-children': 'Bambini e ragazzi',
  'theme-income': 'Risparmio e spesa',
  'theme-health': 'Salute',
  'theme-neighbour': 'Relazioni e quartiere',
  'theme-access': 'Accesso ai servizi',

  'demonstration-owner': 'Chi conduce',

  'text-today': 'Che cosa succede oggi',
  'text-how': 'Come funzionerà',
  'text-who': 'Chi lo porta avanti',
  'text-needed': 'Che cosa serve',
  'text-success': 'Come sapremo che funziona',

  'recovery-title': 'Torna alla conduzione',
  'recovery-lead': 'Questo è il link di chi ha aperto il laboratorio. Vale una volta sola.',
  'recovery-button': 'Riprendi il mio posto',
  'recovery-note':
    'Quando premi, questo link smette di valere e ne ricevi uno nuovo da conservare.',
  'recovered-title': 'Il tuo posto è di nuovo qui',
  'recovered-lead': 'Il posto di chi conduce «{{title}}» è di nuovo su questo dispositivo.',
  'recovered-keep': 'Il tuo nuovo link',
  'recovered-help':
    'Conservalo ora, per esempio tra le tue note: qui si vede una volta sola, e quello vecchio non vale più.',
  'recovered-go': 'Vai al laboratorio',
  'used-title': 'Questo link non vale più',
  'used-help':
    'Cerca tra le tue note il link più recente. Se non lo trovi, chiedi aiuto a chi gestisce il servizio.',

  'lost-title': 'Questa pagina non c’è',
  'lost-lead': 'L’indirizzo forse è incompleto, oppure la pagina è stata spostata.',
  'lost-home': 'Vai alla pagina iniziale',
  'lost-join': 'Ho un codice',

  'failed-title': 'Qualcosa non ha funzionato',
  'failed-lead': 'Non dipende da te. Quello che era salvato resta salvato. Riprova tra poco.',

  'column-number': 'Numero',
  'column-kind': 'Tipo',
  'column-text': 'Testo',
  'column-language': 'Lingua',
  'column-theme': 'Tema',
  'column-cluster': 'Gruppo',
  'column-merged-into': 'Unito al numero',
  'column-place': 'Luogo di origine',
  'column-signed-as': 'Firma',
  'kind-need': 'Bisogno',
  'kind-offer': 'Offerta',
} as const;
