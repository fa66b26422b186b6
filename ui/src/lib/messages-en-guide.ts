/** English wording of the setup guides, by message id; see `messages-en.ts`. */

export const guideEnglish = {
  "guide.tab": "Setup guide",
  "guide.settings": "Settings",
  "guide.parts": "Parts of this connection",
  "guide.title": "Set up {idp} for {app}",
  "guide.about":
    "Do each step in the portal. Scimbox stands in for {app}, watches what arrives, and says how far you are.",
  "guide.other": "Another app?",
  "guide.other.link": "Choose it in the settings",
  "guide.providers": "Identity provider",
  "guide.only": "{app} says how to set up {idps}, and nothing about {other}.",
  "guide.progress": "{done} of {n, plural, one {# step} other {# steps}} done",
  "guide.unknown": "The rules of {app} are not known here, so there is no guide.",
  "guide.unknown.so":
    "Its file is missing or cannot be used. Bring it back, or choose another app under Application.",
  "guide.none": "{app} comes without a setup guide.",
  "guide.none.so":
    "Its file has no guides. Add [guides.entra] or [guides.okta] to it, or use the address and a token from the settings.",
  "guide.toSettings": "Go to the settings",
  "guide.off": "Provisioning is switched off: every call is answered with 403.",
  "guide.off.so": "Switch it on in the settings, under Behaviour.",
  "guide.notRecording":
    "Scimbox was started with --no-capture, so no step turns green by itself. Tick them off.",

  // A further connection.
  "add.title": "Add connection",
  "add.about": "It gets an address, tokens and a directory of its own.",
  "add.app": "Which app are you preparing?",
  "add.idp": "Where do your people live?",
  "add.idp.entra": "Entra ID",
  "add.idp.okta": "Okta",
  "add.idp.other": "Other",
  "add.name.hint": "How it is called in lists.",
  "add.lacking":
    "{app} comes with a setup guide for {idps}. You can add it for {idp} all the same, and are shown that guide.",

  "guide.idp.entra": "Entra ID",
  "guide.idp.okta": "Okta",
  "guide.idp.other": "Another identity provider",

  // What must be there before.
  "connect.list": "Connections",
  "connect.list.folded": "Connections ({n})",
  "guide.before": "Before you begin",
  "guide.before.about": "Tick off what is there. What is not ticked blocks nothing.",
  "guide.before.progress": "{done} of {n} ticked",
  "guide.before.none": "Nothing: this guide asks for nothing beforehand.",

  // How an identity provider in the cloud reaches this computer.
  "guide.reach": "Make it reachable",
  "guide.reach.state": "Works on this computer only",
  "guide.reach.why":
    "{idp} runs in the cloud and cannot reach {host}: that address means this computer, and only to itself.",
  "guide.reach.start":
    "Start a tunnel: a program that gives a port of this computer a public HTTPS address, such as cloudflared, ngrok or Microsoft dev tunnels. Point it at {origin}.",
  "guide.reach.paste":
    "In the steps below paste the tunnel’s address in place of {origin}, and keep the rest: {path}",
  "guide.reach.stop":
    "End the tunnel when you are done. Until then whoever has the address and a token gets in.",
  "guide.reach.own":
    "Scimbox starts no tunnel by itself. Without one you can still simulate a cycle, or send calls from this computer.",

  // Who came.
  "guide.first": "{name} arrived from {idp} {ago}.",
  "guide.first.open": "Open the card of {name}",
  "guide.caller.nameless": "a caller that does not name itself",
  "guide.callers.of": "{n, plural, one {# call} other {# calls}} came from {actor}",
  "guide.callers":
    "{calls}, not from {idp}; the last one {ago}. {n, plural, one {It counts} other {They count}} for no step of this guide.",
  "guide.callers.offer": "Show the {idp} guide",

  // The look at the own address.
  "guide.door": "Check the door",
  "guide.door.about":
    "Scimbox calls its own address as an identity provider would. It is told apart from real calls.",
  "guide.door.button": "Check the door",
  "guide.door.again": "Check again",
  "guide.door.good": "The door is in order: {address}",
  "guide.door.bad": "Something is not right at {address}",
  "guide.door.look": "It works, with something to know: {address}",
  "guide.door.requests": "Show the requests",
  "guide.door.address": "The address ends as the application’s does",
  "guide.door.longer": "The address works, but ends otherwise than the application’s",
  "guide.door.locked": "Without a token it answers 401",
  "guide.door.opens": "With the token it answers 200",
  "guide.door.nobody": "For somebody unknown it answers with an empty list",
  "guide.door.pages": "Pages have as many people as asked for, and count right",
  "guide.door.right": "Right",
  "guide.door.wrong": "Not right",
  "guide.door.hidden": "Not looked at, because of the above",
  "guide.door.not": "Not checked yet",

  // Steps.
  "guide.steps": "Steps",
  "guide.step": "Step {n}",
  "guide.place": "Where in the portal",
  "guide.state.done": "Done",
  "guide.state.waiting": "Waiting",
  "guide.state.failed": "Not right yet",
  "guide.state.open": "To do",
  "guide.markDone": "I have done this",
  "guide.open.entra": "Open the Entra admin center",
  "guide.open.okta": "Open Okta",
  "guide.open.other": "Open the page",
  "guide.open.so": "opens {host} in the browser",
  "guide.said.done": "Step {n} is done: {title}.",
  "guide.said.failed": "Step {n} did not work: {title}.",

  // What goes into a field.
  "guide.url.local":
    "This address works on this computer only. For {idp} paste the address of your tunnel in place of {origin}, see Make it reachable.",
  "guide.token.held":
    "Held on this page until you leave it, and never shown again. It ends in {hint}.",
  "guide.token.held.again":
    "Held on this page until you leave it. It can be shown again on Connect. It ends in {hint}.",
  "guide.token.unused": "“{label}”, which ends in {hint}, works and has not been used yet.",
  "guide.token.used": "“{label}”, which ends in {hint}, works; last used {ago}.",
  "guide.token.once":
    "Its secret was shown once: paste the one that you copied, or generate another.",
  "guide.token.again": "It can be shown again on Connect: show it to copy it.",
  "guide.token.show": "Show token",
  "guide.token.replaces": "Another one ends this one at once.",
  "guide.token.none": "No token works yet. Generate one; its secret is shown once.",
  "guide.token.none.again": "No token works yet. Generate one; it can be shown again on Connect.",
  "guide.token.generate": "Generate token…",
  "guide.token.made": "“{label}”, which ends in {hint}, works.",
  "guide.remedy.copy": "Copy the current token",
  "guide.remedy.new": "Generate a new token…",
  "guide.remedy.not": "It could not be copied here. Show it under Tokens in the settings.",
  "guide.token.another": "Generate another…",
  "guide.token.renew": "Regenerate URL and token…",

  // What arrived, and what did not.
  "guide.test.waiting.entra":
    "Press Test Connection in Entra ID. Waiting… This step turns green when it arrives.",
  "guide.test.waiting.okta":
    "Press Test API Credentials in Okta. Waiting… This step turns green when it arrives.",
  "guide.test.waiting.other":
    "Test the connection there. Waiting… This step turns green when it arrives.",
  "guide.test.done": "{actor} reached you {ago}.",
  "guide.test.older": "{actor} reached you {ago}, with a token that no longer works.",
  "guide.test.other":
    "A test of the connection came from {actor} {ago}. It is not recognisably from {idp}.",
  "guide.let.other": "A call came from {actor} {ago}. It is not recognisably from {idp}.",
  "guide.test.other.so": "It was let in: address and token are right, the door is open.",
  "guide.other.not": "It is not recognisably from {idp}.",
  "guide.other.tick":
    "If it was {idp} all the same, for instance behind a proxy, tick the step off.",
  "guide.person.other":
    "{name} came from {actor} {ago}, not from {idp}. {n, plural, one {# person} other {# people}} came from elsewhere in all.",
  "guide.group.other":
    "{name} came from {actor} {ago}, not from {idp}. {n, plural, one {# group} other {# groups}} came from elsewhere in all.",
  "guide.pasted": "{actor} has both: it was let in {ago}.",
  "guide.person.waiting.entra":
    "Nobody has arrived from Entra ID. Entra’s first cycle can take up to 40 minutes; Provision on demand brings one person now.",
  "guide.person.waiting.okta":
    "Nobody has arrived from Okta. Okta creates whoever is assigned within seconds.",
  "guide.person.waiting.other": "Nobody has arrived from outside.",
  "guide.group.waiting.entra":
    "No group has arrived from Entra ID. In a cycle of Entra groups come after people, so it can take up to 40 minutes.",
  "guide.group.waiting.okta": "No group has arrived from Okta. Push one in Okta.",
  "guide.group.waiting.other": "No group has arrived from outside.",
  "guide.simulate": "Simulate a cycle meanwhile",
  "guide.arrived": "{name} arrived from {actor} {ago}.",
  "guide.arrived.gone":
    "{name} had arrived from {actor} {ago}, and is gone since. That shows nothing any more.",
  "guide.here": "{name} is here.",
  "guide.arrived.more": "{n, plural, one {# has} other {# have}} arrived in all.",
  "guide.since": "Since then:",
  "guide.outside": "outside",
  "guide.lastCall": "Last call from {from} {ago}.",
  "guide.lastCall.none": "No call from {from} yet.",
  "guide.off.refused": "{actor} called, but provisioning is switched off.",
  "guide.off.refused.so": "Switch it on in the settings of this connection, under Behaviour.",
  "guide.stray": "{actor} called {path}, an address that leads to no connection.",
  "guide.stray.bare":
    "The address in the portal is without /scim/v2. Paste it again, exactly as it stands in this guide.",
  "guide.stray.so": "Paste the address again, exactly as it stands in this guide.",
  "guide.request": "Request #{n}",
  "guide.outcome.people": "Directory",
  "guide.outcome.removed": "Removed",
  "guide.outcome.org": "Org chart",
  "guide.outcome.groups": "Groups",

  // The attribute table.
  "guide.attributes": "Attributes",
  "guide.attributes.about":
    "What {app} takes, and what has arrived of it. Set the rows under Mappings in the portal.",
  "guide.attributes.from": "In {idp}",
  "guide.attributes.to": "SCIM attribute",
  "guide.attributes.fills": "Becomes",
  "guide.attributes.arrived": "Arrived",
  "guide.attributes.example": "Last value",
  "guide.attributes.required": "required",
  "guide.attributes.others":
    "{n, plural, one {# person} other {# people}} in the directory did not come from {idp} and {n, plural, one {is} other {are}} not counted here.",
  "guide.attribute.counting": "Counting…",
  "guide.attribute.notYet": "Not yet",
  "guide.attribute.nobody": "Nobody has it",
  "guide.attribute.all": "{n, plural, one {# person} other {# of # people}}",
  "guide.attribute.some": "{n} of {all} people",
  "guide.attribute.none": "Nothing yet",

  // What surprises and what goes wrong.
  "guide.traps": "What surprises",
  "guide.troubles": "When something goes wrong",
  "guide.troubles.about": "What you see, why, and what to do about it.",
  "guide.trouble.cause": "Why",
  "guide.trouble.fix": "What to do",
  "guide.rules": "Rules",
} as const;
