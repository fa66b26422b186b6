//! The one command table (decision 4): every question the UI may ask, with its request and answer.
//!
//! From it come the dispatcher ([`crate::Console::rpc`]), the TypeScript map in
//! `ui/src/bindings/commands.ts` and both transports. A command is added by adding a row here and a
//! handler of the same name in [`crate::handlers`]; forgetting either does not compile.

/// Hands the table to the macro named by the caller.
macro_rules! command_table {
    ($with:ident) => {
        $with! {
            /// Version, workspace, listener and keyring.
            session::about(Nothing) -> About;
            /// All connections, the default one first.
            connections::connections(Nothing) -> Vec<ConnectionView>;
            /// Makes a connection.
            connections::add_connection(AddConnection) -> ConnectionView;
            /// Changes a connection.
            connections::change_connection(ChangeConnection) -> ConnectionView;
            /// Target applications whose rules a connection can follow.
            twins::twins(Nothing) -> TwinsView;
            /// What another twin would mean for a connection; nothing is saved.
            twins::twin_preview(ChangeTwin) -> TwinPreviewView;
            /// Gives a connection another twin.
            twins::change_twin(ChangeTwin) -> ConnectionView;
            /// How an identity provider is set up for the connection's application, and how far it has come.
            guides::guide(GuideQuery) -> GuideView;
            /// Which attributes of a guide's table have arrived.
            guides::guide_attributes(OfGuide) -> GuideAttributesView;
            /// Ticks a prerequisite or a step of a guide off, or takes the tick back.
            guides::tick_guide(TickGuide) -> Done;
            /// Looks at the own address over HTTP, as an identity provider would.
            door::check_door(OfConnection) -> DoorView;
            /// What deleting or emptying a connection would take away.
            connections::deletion_preview(OfConnection) -> DeletionPreview;
            /// Deletes a connection with everything in it.
            connections::delete_connection(OfConnection) -> Done;
            /// Deleted connections that left accounts in their application, the latest first.
            retained::retained(Nothing) -> Vec<RetainedView>;
            /// A page of the accounts that a deleted connection left.
            retained::retained_accounts(RetainedQuery) -> RetainedPage;
            /// Forgets the accounts that a deleted connection left.
            retained::forget_retained(OfConnection) -> Done;
            /// Empties a connection and keeps its address and tokens.
            connections::empty_connection(EmptyConnection) -> Done;
            /// Schemas and resource types of a connection, built in and added.
            schemas::schemas(OfConnection) -> SchemasView;
            /// What adding schemas would mean; nothing is saved.
            schemas::plan_schemas(AddSchemas) -> SchemaPlanView;
            /// Adds schemas and resource types, in the place of those with the same id.
            schemas::add_schemas(AddSchemas) -> SchemaPlanView;
            /// What removing a schema or resource type would take away.
            schemas::schema_removal(OfSchema) -> SchemaRemovalView;
            /// Removes an added schema or resource type.
            schemas::remove_schema(OfSchema) -> SchemaRemovalView;
            /// Tokens of a connection, newest first.
            tokens::tokens(OfConnection) -> Vec<TokenView>;
            /// Makes a token. The secret is in this answer.
            tokens::mint_token(MintToken) -> MintedToken;
            /// The secret of a token once more, where the application shows it again and it is kept.
            tokens::show_token(OfToken) -> MintedToken;
            /// Replaces a token: the old one stops working at once.
            tokens::rotate_token(OfToken) -> MintedToken;
            /// Gives a connection another address and another token, whose secret is in this answer.
            tokens::renew_settings(MintToken) -> NewSettings;
            /// Ends a token.
            tokens::revoke_token(OfToken) -> TokenView;
            /// What a connection holds, in numbers.
            directory::overview(OfConnection) -> Overview;
            /// A page of people.
            directory::people(PeopleQuery) -> PeoplePage;
            /// Everything about one person.
            directory::person(OfResource) -> PersonCard;
            /// Teams, largest first, and those that nobody is in any more.
            teams::teams(OfConnection) -> Vec<TeamRow>;
            /// Everything about one team.
            teams::team(OfTeam) -> TeamCard;
            /// How many people need attention; looks at everybody.
            directory::attention(OfConnection) -> AttentionView;
            /// A page of groups by name.
            directory::groups(GroupsQuery) -> GroupsPage;
            /// Everything about one group.
            directory::group(OfResource) -> GroupCard;
            /// A page of roles: what everybody begins with, what is given by hand, and groups that are
            /// roles, by name.
            permissions::roles(GroupsQuery) -> RolesPage;
            /// Sets permissions of a person by hand; answers with all that was set, the latest first.
            permissions::set_permissions(SetPermissions) -> Vec<HandEntry>;
            /// Takes back what was set by hand last.
            permissions::undo_permissions(UndoPermissions) -> Vec<HandEntry>;
            /// A page of the people and groups that are gone, the latest first.
            removed::removed(RemovedQuery) -> RemovedPage;
            /// Everything about one who is gone.
            removed::removed_card(OfResource) -> RemovedCard;
            /// Everybody with their reporting line.
            directory::org(OfConnection) -> Org;
            /// Makes a file of people, teams, groups or the org chart; it waits to be fetched.
            exports::export(ExportRequest) -> ExportView;
            /// Staging of a connection: its twin's words, domains, schedule and latest run.
            syncs::sync(OfConnection) -> SyncView;
            /// What a sync would do now, in numbers; nothing is done.
            syncs::sync_preview(OfConnection) -> SyncPreviewView;
            /// A page of those who are staged, each with the verdict.
            syncs::staged_people(StagedQuery) -> StagedPage;
            /// A page of the groups that are staged or that syncs have made, each with the verdict.
            syncs::staged_groups(StagedGroupsQuery) -> StagedGroupsPage;
            /// A page of accounts.
            syncs::accounts(AccountsQuery) -> AccountsPage;
            /// Starts a sync.
            syncs::start_sync(OfConnection) -> SyncRunView;
            /// Goes on with a sync that failed, from the step in which it did.
            syncs::retry_sync(OfSync) -> SyncRunView;
            /// A page of the history of syncs, the latest first.
            syncs::sync_runs(SyncRunsQuery) -> SyncRunsPage;
            /// A sync with its steps.
            syncs::sync_run(OfSync) -> SyncCard;
            /// A page of those about whom a sync did something, or whom a condition kept out.
            syncs::sync_people(SyncPeopleQuery) -> SyncPeoplePage;
            /// Adds a single sign-on domain.
            syncs::add_sso_domain(OfDomain) -> Done;
            /// Takes a single sign-on domain out.
            syncs::remove_sso_domain(OfDomain) -> Done;
            /// What the clock of the program shows.
            clock::clock(OfConnection) -> ClockView;
            /// Sets the clock ahead of real time, or back to it.
            clock::move_clock(MoveClock) -> ClockView;
            /// A page of the log.
            traffic::traffic(TrafficQuery) -> TrafficPage;
            /// One exchange in full.
            traffic::exchange(OfExchange) -> ExchangeDetail;
            /// A page of the log by operations.
            operations::operations(TrafficQuery) -> OperationsPage;
            /// The calls of an operation in their order.
            operations::operation_calls(OfOperation) -> Vec<ExchangeRow>;
            /// What is wrong or worth knowing about a connection, by consequence.
            diagnoses::diagnoses(DiagnosesQuery) -> DiagnosesView;
            /// One diagnosis with its evidence.
            diagnoses::diagnosis(OfDiagnosis) -> DiagnosisCard;
            /// Accepts a diagnosis with a note, or opens it again.
            diagnoses::decide_diagnosis(DecideDiagnosis) -> DiagnosisCard;
            /// What is open or accepted and about a person.
            diagnoses::diagnoses_of_person(OfResource) -> Vec<DiagnosisRow>;
            /// What an exchange opened, showed or closed.
            diagnoses::diagnoses_of_exchange(OfExchange) -> Vec<DiagnosisRow>;
            /// Bursts of calls, and when the next cycle is to be expected.
            diagnoses::cycles(OfConnection) -> CyclesView;
            /// Plays the sample company against a connection.
            simulation::start_simulation(StartSimulation) -> SimulationView;
            /// Stops the running simulation after the request under way.
            simulation::stop_simulation(Nothing) -> Done;
        }
    };
}

pub(crate) use command_table;
