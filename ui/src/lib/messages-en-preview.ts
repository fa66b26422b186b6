// English wording of Overview and of the preview with sample people, by message id.

export const previewEnglish = {
  "preview.title": "Preview with sample people",
  "preview.app": "Which app are you preparing?",
  "preview.idp": "Where do your people live?",
  "preview.idp.entra": "Microsoft Entra ID",
  "preview.idp.okta": "Okta",
  "preview.flag": "With ?aadOptscim062020 in the Tenant URL: requests closer to the standard",
  "preview.pace": "Pace",
  "preview.pace.demo": "Watch it, 12 s",
  "preview.pace.slow": "Slow",
  "preview.pace.instant": "Instant",
  "preview.start": "Start",
  "preview.here":
    "60 people of a sample company, their teams, managers and groups come into {connection}, over real HTTP.",
  "preview.becomes":
    "Nobody is in {connection} yet. It stands in for {app} from now on, and 60 people of a sample company come into it, over real HTTP.",
  "preview.own":
    "{connection} stays as it is, with {people, plural, =0 {what it has} one {# person} other {# people}} for {before}. The 60 sample people come into a connection of their own, {name}.",
  "preview.looking": "Looking at what is there…",
  "preview.running": "{idp} is provisioning {app}…",
  "preview.finished": "This is what {app} would look like after go-live.",
  "preview.stopped": "Stopped after {n, plural, one {# request} other {# requests}}",
  "preview.failed": "The cycle could not go on",

  "overview.nothingYet": "Nothing to look at yet",
  "overview.awaited":
    "{n, plural, one {# person names a manager who has not arrived yet.} other {# people name managers who have not arrived yet.}} That is usual while a cycle runs, and a finding after five minutes.",
} as const;
