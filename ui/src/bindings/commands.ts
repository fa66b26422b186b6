// Written by the tests of the `console` crate. Do not edit.
import type { About } from "./About";
import type { AccountsPage } from "./AccountsPage";
import type { AccountsQuery } from "./AccountsQuery";
import type { AddConnection } from "./AddConnection";
import type { AddSchemas } from "./AddSchemas";
import type { AttentionView } from "./AttentionView";
import type { ChangeConnection } from "./ChangeConnection";
import type { ChangeTwin } from "./ChangeTwin";
import type { ClockView } from "./ClockView";
import type { ConnectionView } from "./ConnectionView";
import type { CyclesView } from "./CyclesView";
import type { DecideDiagnosis } from "./DecideDiagnosis";
import type { DeletionPreview } from "./DeletionPreview";
import type { DiagnosesQuery } from "./DiagnosesQuery";
import type { DiagnosesView } from "./DiagnosesView";
import type { DiagnosisCard } from "./DiagnosisCard";
import type { DiagnosisRow } from "./DiagnosisRow";
import type { Done } from "./Done";
import type { DoorView } from "./DoorView";
import type { EmptyConnection } from "./EmptyConnection";
import type { ExchangeDetail } from "./ExchangeDetail";
import type { ExchangeRow } from "./ExchangeRow";
import type { ExportRequest } from "./ExportRequest";
import type { ExportView } from "./ExportView";
import type { GroupCard } from "./GroupCard";
import type { GroupsPage } from "./GroupsPage";
import type { GroupsQuery } from "./GroupsQuery";
import type { GuideAttributesView } from "./GuideAttributesView";
import type { GuideQuery } from "./GuideQuery";
import type { GuideView } from "./GuideView";
import type { HandEntry } from "./HandEntry";
import type { MintToken } from "./MintToken";
import type { MintedToken } from "./MintedToken";
import type { MoveClock } from "./MoveClock";
import type { NewSettings } from "./NewSettings";
import type { Nothing } from "./Nothing";
import type { OfConnection } from "./OfConnection";
import type { OfDiagnosis } from "./OfDiagnosis";
import type { OfDomain } from "./OfDomain";
import type { OfExchange } from "./OfExchange";
import type { OfGuide } from "./OfGuide";
import type { OfOperation } from "./OfOperation";
import type { OfResource } from "./OfResource";
import type { OfSchema } from "./OfSchema";
import type { OfSync } from "./OfSync";
import type { OfTeam } from "./OfTeam";
import type { OfToken } from "./OfToken";
import type { OperationsPage } from "./OperationsPage";
import type { Org } from "./Org";
import type { Overview } from "./Overview";
import type { PeoplePage } from "./PeoplePage";
import type { PeopleQuery } from "./PeopleQuery";
import type { PersonCard } from "./PersonCard";
import type { RemovedCard } from "./RemovedCard";
import type { RemovedPage } from "./RemovedPage";
import type { RemovedQuery } from "./RemovedQuery";
import type { RetainedPage } from "./RetainedPage";
import type { RetainedQuery } from "./RetainedQuery";
import type { RetainedView } from "./RetainedView";
import type { RolesPage } from "./RolesPage";
import type { SchemaPlanView } from "./SchemaPlanView";
import type { SchemaRemovalView } from "./SchemaRemovalView";
import type { SchemasView } from "./SchemasView";
import type { SetPermissions } from "./SetPermissions";
import type { SimulationView } from "./SimulationView";
import type { StagedGroupsPage } from "./StagedGroupsPage";
import type { StagedGroupsQuery } from "./StagedGroupsQuery";
import type { StagedPage } from "./StagedPage";
import type { StagedQuery } from "./StagedQuery";
import type { StartSimulation } from "./StartSimulation";
import type { SyncCard } from "./SyncCard";
import type { SyncPeoplePage } from "./SyncPeoplePage";
import type { SyncPeopleQuery } from "./SyncPeopleQuery";
import type { SyncPreviewView } from "./SyncPreviewView";
import type { SyncRunView } from "./SyncRunView";
import type { SyncRunsPage } from "./SyncRunsPage";
import type { SyncRunsQuery } from "./SyncRunsQuery";
import type { SyncView } from "./SyncView";
import type { TeamCard } from "./TeamCard";
import type { TeamRow } from "./TeamRow";
import type { TickGuide } from "./TickGuide";
import type { TokenView } from "./TokenView";
import type { TrafficPage } from "./TrafficPage";
import type { TrafficQuery } from "./TrafficQuery";
import type { TwinPreviewView } from "./TwinPreviewView";
import type { TwinsView } from "./TwinsView";
import type { UndoPermissions } from "./UndoPermissions";

/** Every question the UI may ask. */
export interface Commands {
  /** Version, workspace, listener and keyring. */
  about: { request: Nothing; answer: About };
  /** All connections, the default one first. */
  connections: { request: Nothing; answer: Array<ConnectionView> };
  /** Makes a connection. */
  addConnection: { request: AddConnection; answer: ConnectionView };
  /** Changes a connection. */
  changeConnection: { request: ChangeConnection; answer: ConnectionView };
  /** Target applications whose rules a connection can follow. */
  twins: { request: Nothing; answer: TwinsView };
  /** What another twin would mean for a connection; nothing is saved. */
  twinPreview: { request: ChangeTwin; answer: TwinPreviewView };
  /** Gives a connection another twin. */
  changeTwin: { request: ChangeTwin; answer: ConnectionView };
  /** How an identity provider is set up for the connection's application, and how far it has come. */
  guide: { request: GuideQuery; answer: GuideView };
  /** Which attributes of a guide's table have arrived. */
  guideAttributes: { request: OfGuide; answer: GuideAttributesView };
  /** Ticks a prerequisite or a step of a guide off, or takes the tick back. */
  tickGuide: { request: TickGuide; answer: Done };
  /** Looks at the own address over HTTP, as an identity provider would. */
  checkDoor: { request: OfConnection; answer: DoorView };
  /** What deleting or emptying a connection would take away. */
  deletionPreview: { request: OfConnection; answer: DeletionPreview };
  /** Deletes a connection with everything in it. */
  deleteConnection: { request: OfConnection; answer: Done };
  /** Deleted connections that left accounts in their application, the latest first. */
  retained: { request: Nothing; answer: Array<RetainedView> };
  /** A page of the accounts that a deleted connection left. */
  retainedAccounts: { request: RetainedQuery; answer: RetainedPage };
  /** Forgets the accounts that a deleted connection left. */
  forgetRetained: { request: OfConnection; answer: Done };
  /** Empties a connection and keeps its address and tokens. */
  emptyConnection: { request: EmptyConnection; answer: Done };
  /** Schemas and resource types of a connection, built in and added. */
  schemas: { request: OfConnection; answer: SchemasView };
  /** What adding schemas would mean; nothing is saved. */
  planSchemas: { request: AddSchemas; answer: SchemaPlanView };
  /** Adds schemas and resource types, in the place of those with the same id. */
  addSchemas: { request: AddSchemas; answer: SchemaPlanView };
  /** What removing a schema or resource type would take away. */
  schemaRemoval: { request: OfSchema; answer: SchemaRemovalView };
  /** Removes an added schema or resource type. */
  removeSchema: { request: OfSchema; answer: SchemaRemovalView };
  /** Tokens of a connection, newest first. */
  tokens: { request: OfConnection; answer: Array<TokenView> };
  /** Makes a token. The secret is in this answer. */
  mintToken: { request: MintToken; answer: MintedToken };
  /** The secret of a token once more, where the application shows it again and it is kept. */
  showToken: { request: OfToken; answer: MintedToken };
  /** Replaces a token: the old one stops working at once. */
  rotateToken: { request: OfToken; answer: MintedToken };
  /** Gives a connection another address and another token, whose secret is in this answer. */
  renewSettings: { request: MintToken; answer: NewSettings };
  /** Ends a token. */
  revokeToken: { request: OfToken; answer: TokenView };
  /** What a connection holds, in numbers. */
  overview: { request: OfConnection; answer: Overview };
  /** A page of people. */
  people: { request: PeopleQuery; answer: PeoplePage };
  /** Everything about one person. */
  person: { request: OfResource; answer: PersonCard };
  /** Teams, largest first, and those that nobody is in any more. */
  teams: { request: OfConnection; answer: Array<TeamRow> };
  /** Everything about one team. */
  team: { request: OfTeam; answer: TeamCard };
  /** How many people need attention; looks at everybody. */
  attention: { request: OfConnection; answer: AttentionView };
  /** A page of groups by name. */
  groups: { request: GroupsQuery; answer: GroupsPage };
  /** Everything about one group. */
  group: { request: OfResource; answer: GroupCard };
  /** A page of roles: what everybody begins with, what is given by hand, and groups that are roles, by name. */
  roles: { request: GroupsQuery; answer: RolesPage };
  /** Sets permissions of a person by hand; answers with all that was set, the latest first. */
  setPermissions: { request: SetPermissions; answer: Array<HandEntry> };
  /** Takes back what was set by hand last. */
  undoPermissions: { request: UndoPermissions; answer: Array<HandEntry> };
  /** A page of the people and groups that are gone, the latest first. */
  removed: { request: RemovedQuery; answer: RemovedPage };
  /** Everything about one who is gone. */
  removedCard: { request: OfResource; answer: RemovedCard };
  /** Everybody with their reporting line. */
  org: { request: OfConnection; answer: Org };
  /** Makes a file of people, teams, groups or the org chart; it waits to be fetched. */
  export: { request: ExportRequest; answer: ExportView };
  /** Staging of a connection: its twin's words, domains, schedule and latest run. */
  sync: { request: OfConnection; answer: SyncView };
  /** What a sync would do now, in numbers; nothing is done. */
  syncPreview: { request: OfConnection; answer: SyncPreviewView };
  /** A page of those who are staged, each with the verdict. */
  stagedPeople: { request: StagedQuery; answer: StagedPage };
  /** A page of the groups that are staged or that syncs have made, each with the verdict. */
  stagedGroups: { request: StagedGroupsQuery; answer: StagedGroupsPage };
  /** A page of accounts. */
  accounts: { request: AccountsQuery; answer: AccountsPage };
  /** Starts a sync. */
  startSync: { request: OfConnection; answer: SyncRunView };
  /** Goes on with a sync that failed, from the step in which it did. */
  retrySync: { request: OfSync; answer: SyncRunView };
  /** A page of the history of syncs, the latest first. */
  syncRuns: { request: SyncRunsQuery; answer: SyncRunsPage };
  /** A sync with its steps. */
  syncRun: { request: OfSync; answer: SyncCard };
  /** A page of those about whom a sync did something, or whom a condition kept out. */
  syncPeople: { request: SyncPeopleQuery; answer: SyncPeoplePage };
  /** Adds a single sign-on domain. */
  addSsoDomain: { request: OfDomain; answer: Done };
  /** Takes a single sign-on domain out. */
  removeSsoDomain: { request: OfDomain; answer: Done };
  /** What the clock of the program shows. */
  clock: { request: OfConnection; answer: ClockView };
  /** Sets the clock ahead of real time, or back to it. */
  moveClock: { request: MoveClock; answer: ClockView };
  /** A page of the log. */
  traffic: { request: TrafficQuery; answer: TrafficPage };
  /** One exchange in full. */
  exchange: { request: OfExchange; answer: ExchangeDetail };
  /** A page of the log by operations. */
  operations: { request: TrafficQuery; answer: OperationsPage };
  /** The calls of an operation in their order. */
  operationCalls: { request: OfOperation; answer: Array<ExchangeRow> };
  /** What is wrong or worth knowing about a connection, by consequence. */
  diagnoses: { request: DiagnosesQuery; answer: DiagnosesView };
  /** One diagnosis with its evidence. */
  diagnosis: { request: OfDiagnosis; answer: DiagnosisCard };
  /** Accepts a diagnosis with a note, or opens it again. */
  decideDiagnosis: { request: DecideDiagnosis; answer: DiagnosisCard };
  /** What is open or accepted and about a person. */
  diagnosesOfPerson: { request: OfResource; answer: Array<DiagnosisRow> };
  /** What an exchange opened, showed or closed. */
  diagnosesOfExchange: { request: OfExchange; answer: Array<DiagnosisRow> };
  /** Bursts of calls, and when the next cycle is to be expected. */
  cycles: { request: OfConnection; answer: CyclesView };
  /** Plays the sample company against a connection. */
  startSimulation: { request: StartSimulation; answer: SimulationView };
  /** Stops the running simulation after the request under way. */
  stopSimulation: { request: Nothing; answer: Done };
}
