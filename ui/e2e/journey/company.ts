// The company that arrives: twenty people in six teams, everybody but one with a manager, and three
// groups. One manager is late: four people name him before he is there.

export interface Colleague {
  name: string;
  title: string;
  team: string;
  /** Whom they report to; absent at the top. */
  manager?: string;
}

export interface Role {
  name: string;
  members: string[];
}

export const TOP = "Ingrid Solberg";
/** Arrives after everybody else. */
export const LATE = "Mateus Carvalho";

type Line = [name: string, title: string];

const TEAMS: [team: string, head: Line, people: Line[]][] = [
  [
    "Retail",
    ["Adele Vance", "Head of Retail"],
    [
      ["Nestor Wilke", "Store Manager"],
      ["Megan Bowen", "Merchandiser"],
      ["Zoë Ångström", "Retail Analyst"],
    ],
  ],
  [
    "Engineering",
    [LATE, "Head of Engineering"],
    [
      ["Łukasz Wójcik", "Platform Engineer"],
      ["佐藤 健", "Site Reliability Engineer"],
      ["Priya Raman", "Security Engineer"],
      ["Chloé Lefèvre", "Product Designer"],
    ],
  ],
  [
    "Finance",
    ["Fatima Al-Sayed", "Head of Finance"],
    [
      ["Søren Kjær", "Controller"],
      ["Grace Okafor", "Accountant"],
      ["Tomás Núñez", "Payroll Specialist"],
    ],
  ],
  [
    "People & Culture",
    ["Hana Novák", "Head of People"],
    [
      ["Ben Whitaker", "Recruiter"],
      ["Leila Farouk", "People Partner"],
    ],
  ],
  [
    "Operations",
    ["Ravi Menon", "Head of Operations"],
    [
      ["Diego Alvarez", "Logistics Planner"],
      ["Amara Nwosu", "Facilities Lead"],
    ],
  ],
];

export const PEOPLE: Colleague[] = [
  { name: TOP, title: "Chief Executive", team: "Executive Office" },
  ...TEAMS.flatMap(([team, [head, title], people]) => [
    { name: head, title, team, manager: TOP },
    ...people.map(([name, job]) => ({ name, title: job, team, manager: head })),
  ]),
];

export const TEAM_NAMES = [...new Set(PEOPLE.map((person) => person.team))];

/** Those who wait for the late manager. */
export const WAITING = PEOPLE.filter((person) => person.manager === LATE);

export const GROUPS: Role[] = [
  { name: "Finance Approvers", members: ["Fatima Al-Sayed", "Søren Kjær", TOP] },
  { name: "Incident Responders", members: WAITING.map((person) => person.name) },
  { name: "Store Editors", members: ["Adele Vance", "Nestor Wilke", "Megan Bowen"] },
];
