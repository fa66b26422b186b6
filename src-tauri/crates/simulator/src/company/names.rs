//! The words that generated people are made of: names as they are written, with the ASCII spelling
//! that their mail addresses use.

/// First names.
pub(super) const GIVEN: &[(&str, &str)] = &[
    ("Zoë", "zoe"),
    ("Łukasz", "lukasz"),
    ("Amara", "amara"),
    ("Søren", "soren"),
    ("Priya", "priya"),
    ("Hương", "huong"),
    ("太郎", "taro"),
    ("José", "jose"),
    ("Chloé", "chloe"),
    ("Олена", "olena"),
    ("Noor", "noor"),
    ("Þórunn", "thorunn"),
    ("Mateo", "mateo"),
    ("Aoife", "aoife"),
    ("Kwame", "kwame"),
    ("Jürgen", "juergen"),
    ("Anaïs", "anais"),
    ("민준", "minjun"),
    ("Elif", "elif"),
    ("Tomáš", "tomas"),
    ("Leilani", "leilani"),
    ("Samuel", "samuel"),
    ("Małgorzata", "malgorzata"),
    ("Ravi", "ravi"),
    ("Siobhán", "siobhan"),
    ("伟", "wei"),
    ("Óscar", "oscar"),
    ("Thandiwe", "thandiwe"),
    ("Ahmed", "ahmed"),
    ("Ελένη", "eleni"),
    ("Charlotte", "charlotte"),
    ("Diego", "diego"),
    ("Fatoumata", "fatoumata"),
    ("Björn", "bjorn"),
    ("Hannah", "hannah"),
    ("Ayşe", "ayse"),
    ("Ivana", "ivana"),
    ("Malik", "malik"),
    ("Réka", "reka"),
    ("Joonas", "joonas"),
    ("Naledi", "naledi"),
    ("Patrick", "patrick"),
    ("Inês", "ines"),
];

/// Last names.
pub(super) const FAMILY: &[(&str, &str)] = &[
    ("Lindgren", "lindgren"),
    ("Wójcik", "wojcik"),
    ("Okafor", "okafor"),
    ("Kjær", "kjaer"),
    ("Raghunathan", "raghunathan"),
    ("Nguyễn", "nguyen"),
    ("山田", "yamada"),
    ("da Silva", "dasilva"),
    ("Dubois", "dubois"),
    ("Шевченко", "shevchenko"),
    ("Haddad", "haddad"),
    ("Jónsdóttir", "jonsdottir"),
    ("Fernández", "fernandez"),
    ("O'Brien", "obrien"),
    ("Boateng", "boateng"),
    ("Weiß", "weiss"),
    ("Lefèvre", "lefevre"),
    ("김", "kim"),
    ("Yılmaz", "yilmaz"),
    ("Dvořák", "dvorak"),
    ("Kahananui", "kahananui"),
    ("Adeyemi", "adeyemi"),
    ("Kowalczyk", "kowalczyk"),
    ("Subramaniam", "subramaniam"),
    ("Ní Bhriain", "nibhriain"),
    ("张", "zhang"),
    ("Iglesias", "iglesias"),
    ("Dlamini", "dlamini"),
    ("Farouk", "farouk"),
    ("Παπαδάκη", "papadaki"),
    ("van den Berg", "vandenberg"),
    ("Salazar", "salazar"),
    ("Diallo", "diallo"),
    ("Ångström", "angstrom"),
    ("Goldberg", "goldberg"),
    ("Demir", "demir"),
    ("Horvat", "horvat"),
    ("Rahman", "rahman"),
    ("Szabó", "szabo"),
    ("Virtanen", "virtanen"),
    ("Mokoena", "mokoena"),
    ("Müller", "mueller"),
    ("Gonçalves", "goncalves"),
    ("Turner", "turner"),
    ("Petrov", "petrov"),
    ("Rossi", "rossi"),
    ("Nakamura", "nakamura"),
];

/// What a team does, with the titles of those who do it.
pub(super) const FUNCTIONS: &[(&str, &[&str])] = &[
    (
        "Engineering",
        &[
            "Software Engineer",
            "Test Engineer",
            "Site Reliability Engineer",
        ],
    ),
    (
        "Sales",
        &["Account Executive", "Sales Engineer", "Sales Analyst"],
    ),
    (
        "Customer Care",
        &["Support Engineer", "Training Specialist"],
    ),
    (
        "Finance",
        &["Accountant", "Payroll Specialist", "Controller"],
    ),
    (
        "Product",
        &["Product Owner", "UX Designer", "Technical Writer"],
    ),
    (
        "Operations",
        &["Logistics Planner", "Facilities Coordinator"],
    ),
    ("People", &["Recruiter", "People Partner"]),
    ("Marketing", &["Campaign Planner", "Content Editor"]),
    ("Legal", &["Legal Counsel", "Compliance Officer"]),
    (
        "Manufacturing",
        &["Line Technician", "Process Engineer", "Quality Inspector"],
    ),
    ("Purchasing", &["Buyer", "Supplier Analyst"]),
    ("IT", &["System Administrator", "Security Analyst"]),
];

/// Where a team sits.
pub(super) const REGIONS: &[&str] = &[
    "Nordics",
    "Central Europe",
    "Americas",
    "Asia Pacific",
    "Africa",
];

/// Language tags.
pub(super) const LANGUAGES: &[&str] = &[
    "en-GB", "pl-PL", "de-DE", "fr-FR", "es-ES", "ja-JP", "sv-SE", "pt-BR", "vi-VN", "uk-UA",
];

/// Groups that stand for roles, and how many people out of a thousand are in each.
pub(super) const ROLES: &[(&str, u64)] = &[
    ("Administrators", 5),
    ("Auditors", 10),
    ("Approvers", 60),
    ("Editors", 150),
    ("Viewers", 700),
];
