export default function Page() {
  return 'running'
}
