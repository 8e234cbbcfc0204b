/** Bounds of a workshop. Characters are Unicode code points, so an emoji counts as few, not by bytes. */
export const LIMITS = {
  cardText: 2_000,
  workshopTitle: 160,
  challenge: 600,
  themeName: 80,
  clusterName: 120,
  clusterQuestion: 300,
  seatName: 60,
  organisation: 120,
  /** Cards in a workshop, all states together. */
  cards: 20_000,
  /** Cards one seat may write; imports and gathering points do not count. */
  cardsPerSeat: 2_000,
  /** Late cards one seat may hand in (rule C6). */
  latePerSeat: 20,
  /** Ten times what a large workshop needs; a board with more is a mistake or mischief. */
  clusters: 1_000,
  themes: 100,
  /** Seats in a workshop: whoever has the code could take them without end. */
  seats: 5_000,
  tableName: 80,
  /** Tables and proposals of a workshop. */
  tables: 50,
  proposals: 200,
  proposalTitle: 160,
  /** Amendments in a workshop, and the length of one. */
  amendments: 1_000,
  amendmentText: 4_000,
  /** The long fields of a service sheet, such as the problem. */
  sheetText: 2_000,
  /** Entries of a list on the sheet, and the length of one. */
  sheetList: 50,
  sheetEntry: 300,
  /** Whole euro in one line of costs. */
  amount: 1_000_000_000,
  /** Votes of a workshop, what one is over, and the dots of one seat. */
  rounds: 100,
  roundItems: 200,
  dotsPerSeat: 50,
  /** A round may close at a time of its own, within a year. */
  roundAheadMs: 366 * 86_400_000,
  /** Hands counted at one table for one item. */
  hands: 1_000,
  /** A phase over days, such as a month of listening. */
  phaseMinutes: 44_640,
  instruction: 200,
  /** Board coordinates stay within ± this many units. */
  coordinate: 100_000,
} as const;
