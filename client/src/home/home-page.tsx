/** The way in: with a code, or by opening a workshop. */
export default function HomePage() {
  return <main />;
}
