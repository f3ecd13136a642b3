//! The parts of the drafts, by language. `{n}` is the place of a name.

/// A language: a recipient in several spellings, another person, greetings and sentences.
pub(crate) struct Language {
    /// The recipient's name in the ledger.
    pub(crate) name: &'static str,
    /// How the recipient may be addressed.
    pub(crate) called: &'static [&'static str],
    /// How somebody else may be addressed.
    pub(crate) others: &'static [&'static str],
    /// Greetings with a name.
    pub(crate) greetings: &'static [&'static str],
    /// Greetings of nobody by name.
    pub(crate) general: &'static [&'static str],
    /// A greeting with the name left out.
    pub(crate) blank: &'static str,
    /// Sentences about nothing that is looked for.
    pub(crate) sentences: &'static [&'static str],
    /// Sentences that look like faults and are none.
    pub(crate) traps: &'static [&'static str],
    /// Questions.
    pub(crate) questions: &'static [&'static str],
    /// A gap as templates of the language have it.
    pub(crate) gap: &'static str,
    /// A sentence in capitals; none in a script without them.
    pub(crate) loud: Option<&'static str>,
    /// A sentence about another contact, and the contact.
    pub(crate) about: (&'static str, &'static str),
}

pub(crate) const LANGUAGES: [Language; 11] = [
    Language {
        name: "Elizabeth Brown",
        called: &[
            "Elizabeth",
            "Liz",
            "Beth",
            "Elizabeth Brown",
            "Ms. Brown",
            "Dr. Brown",
            "E. Brown",
            "Elizabeth and team",
        ],
        others: &["Mark", "Priya", "Mr. Whitfield", "Thaddeus", "Mark and team", "Dr. Whitfield"],
        greetings: &["Hi {n},", "Hello {n}!", "Dear {n},", "Good morning {n},", "Hey {n} –", "Hi {n}"],
        general: &["Hi there,", "Hello everyone,", "Dear hiring manager,", "Hi again,", "Hello from Leeds!"],
        blank: "Dear ,",
        sentences: &[
            "I read your notes on ledgers with great interest.",
            "We met at the meetup in Leeds last spring.",
            "My team builds tools for small shops.",
        ],
        traps: &[
            "It was the best book of the XX century, as they say.",
            "The source [1] says so, and others [sic] repeat it.",
            "My Mexx jacket is an XXL, and 5 < 7 < 9 holds.",
            "NASA, ESA and the CEO of IBM were there.",
            "Will it work? Mark my words, in May it will.",
            "See [the article](https://example.com/a) when you have time.",
            "The field `{{first_name}}` was in the code, all right.",
        ],
        questions: &["Do you have ten minutes this week?", "Would you tell me how you began?"],
        gap: "[Your Company]",
        loud: Some("THIS IS A GREAT OFFER."),
        about: ("It reminds me of what Rajesh Kumar wrote before.", "Rajesh Kumar"),
    },
    Language {
        name: "Jürgen Weiß",
        called: &["Jürgen", "Juergen", "Jurgen Weiss", "Herr Weiß", "Herr Dr. Weiß", "J. Weiß"],
        others: &["Sabine", "Herr Müller", "Frau Dr. Schneider", "Detlef"],
        greetings: &["Hallo {n},", "Guten Morgen {n},", "Lieber {n},", "Sehr geehrter {n},", "Moin {n}!"],
        general: &["Guten Tag,", "Hallo zusammen,", "Sehr geehrte Damen und Herren,", "Liebes Team,", "Moin!"],
        blank: "Hallo ,",
        sentences: &[
            "dein Vortrag über Buchhaltung hat mir sehr gefallen.",
            "Wir haben uns im Frühjahr in Bremen getroffen.",
            "Mein Team baut Werkzeuge für kleine Läden.",
        ],
        traps: &[
            "Das ist wie im XX. Jahrhundert, sagt man.",
            "Die Quelle [1] sagt das [sic] auch.",
            "Der ADAC, die BVG und der TÜV waren da.",
            "Siehe [den Artikel](https://example.de/a) dazu.",
        ],
        questions: &["Hast du nächste Woche zehn Minuten Zeit?", "Wie haben Sie angefangen?"],
        gap: "[Vorname]",
        loud: Some("DAS IST EINE EINMALIGE CHANCE."),
        about: ("Das erinnert mich an Ravi Patel und seine Arbeit.", "Ravi Patel"),
    },
    Language {
        name: "Marie Dupont",
        called: &["Marie", "Marie Dupont", "Madame Dupont", "Mme Dupont"],
        others: &["Pierre", "Monsieur Lefèvre", "Thibault", "Madame Moreau"],
        greetings: &["Bonjour {n},", "Salut {n} !", "Chère {n},", "Bonsoir {n},"],
        general: &["Bonjour,", "Bonjour à tous,", "Bonjour Madame,", "Salut !"],
        blank: "Bonjour ,",
        sentences: &[
            "votre exposé sur la comptabilité m'a beaucoup plu.",
            "Nous nous sommes croisés à Lyon au printemps.",
            "Mon équipe fait des outils pour les petits magasins.",
        ],
        traps: &[
            "C'est un livre du XXe siècle, dit-on !",
            "La source [1] le dit [sic] ; d'autres aussi.",
            "La SNCF, la RATP et l'INSEE étaient là.",
            "« Le monde change » : c'est son titre.",
        ],
        questions: &["Auriez-vous dix minutes cette semaine ?", "Comment avez-vous commencé ?"],
        gap: "{prénom}",
        loud: Some("C'EST UNE OFFRE UNIQUE."),
        about: ("Cela me rappelle ce que Ravi Patel a écrit.", "Ravi Patel"),
    },
    Language {
        name: "José García",
        called: &["José", "Jose", "Pepe", "Sr. García", "José García"],
        others: &["Carlos", "Sra. Fernández", "Lucía", "Don Anselmo"],
        greetings: &["Hola {n},", "Buenos días {n}:", "Estimado {n}:", "Querido {n},", "¡Hola {n}!"],
        general: &["Hola,", "Buenos días:", "Hola a todos,", "Hola, ¿qué tal?"],
        blank: "Hola ,",
        sentences: &[
            "tu charla sobre contabilidad me gustó mucho.",
            "Nos vimos en Sevilla en primavera.",
            "Mi equipo hace herramientas para tiendas pequeñas.",
        ],
        traps: &[
            "Es un libro del siglo XX, según dicen.",
            "La fuente [1] lo dice [sic] también.",
            "Todo el mundo lo sabe; la ONU y la OTAN también.",
            "Mira [el artículo](https://example.es/a) con calma.",
        ],
        questions: &["¿Tienes diez minutos esta semana?", "¿Cómo empezaste?"],
        gap: "[Nombre]",
        loud: Some("ES UNA OFERTA ÚNICA HOY."),
        about: ("Me recuerda lo que Ravi Patel escribió.", "Ravi Patel"),
    },
    Language {
        name: "Francisco Silva",
        called: &["Francisco", "Chico", "Sr. Silva", "Dr. Silva"],
        others: &["Tiago", "Sra. Oliveira", "Inês", "João"],
        greetings: &["Olá {n},", "Oi {n}!", "Bom dia {n},", "Prezado {n},", "Caro {n},"],
        general: &["Olá,", "Olá pessoal,", "Bom dia a todos,", "Oi, tudo bem?"],
        blank: "Olá ,",
        sentences: &[
            "gostei muito da sua palestra sobre contas.",
            "Encontrámo-nos no Porto na primavera.",
            "A minha equipa faz ferramentas para lojas pequenas.",
        ],
        traps: &["É um livro do século XX, dizem.", "A fonte [1] diz isso [sic] também.", "A ONU e a OMS estavam lá."],
        questions: &["Tem dez minutos esta semana?", "Como é que começou?"],
        gap: "{nome}",
        loud: Some("É UMA OFERTA ÚNICA HOJE."),
        about: ("Lembra-me o que Ravi Patel escreveu.", "Ravi Patel"),
    },
    Language {
        name: "Anouk de Vries",
        called: &["Anouk", "mevrouw de Vries", "Anouk de Vries", "A. de Vries"],
        others: &["Pieter", "meneer Jansen", "Sjoerd", "Femke"],
        greetings: &["Hoi {n},", "Beste {n},", "Goedemorgen {n},", "Dag {n},", "Hallo {n}!"],
        general: &["Hoi,", "Hallo allemaal,", "Goedemiddag,", "Geachte heer/mevrouw,"],
        blank: "Beste ,",
        sentences: &[
            "je praatje over boekhouden vond ik erg goed.",
            "We zagen elkaar in het voorjaar in Utrecht.",
            "Mijn team maakt gereedschap voor kleine winkels.",
        ],
        traps: &["De bron [1] zegt het [sic] ook.", "De NS en de ANWB waren er.", "Een XXL van Mexx, en 3 < 4."],
        questions: &["Heb je deze week tien minuten?", "Hoe ben je begonnen?"],
        gap: "[Voornaam]",
        loud: Some("DIT IS EEN UNIEK AANBOD."),
        about: ("Het doet me denken aan Ravi Patel zijn stuk.", "Ravi Patel"),
    },
    Language {
        name: "Giuseppe Verdi",
        called: &["Giuseppe", "Beppe", "dott. Verdi", "Sig. Verdi", "Giuseppe Verdi"],
        others: &["Marco", "Sig.ra Bianchi", "Ludovica", "dottor Ferri"],
        greetings: &["Ciao {n},", "Buongiorno {n},", "Caro {n},", "Gentile {n},", "Salve {n}!"],
        general: &["Ciao a tutti,", "Buongiorno,", "Salve,", "Gentili signori,"],
        blank: "Ciao ,",
        sentences: &[
            "la sua relazione sui conti mi è piaciuta molto.",
            "Ci siamo visti a Torino in primavera.",
            "Il mio gruppo fa strumenti per piccoli negozi.",
        ],
        traps: &["È un libro del XX secolo, dicono.", "La fonte [1] lo dice [sic] pure.", "La RAI e la FIAT erano lì."],
        questions: &["Ha dieci minuti questa settimana?", "Come ha cominciato?"],
        gap: "[Nome]",
        loud: Some("È UN'OFFERTA UNICA OGGI."),
        about: ("Mi ricorda quello che Ravi Patel ha scritto.", "Ravi Patel"),
    },
    Language {
        name: "Anna Kowalska",
        called: &["Anna", "Aniu", "Anno", "Pani Anno", "Ania", "Pani Kowalska"],
        others: &["Marku", "Panie Tomaszu", "Katarzyno", "Piotrze", "Panie Nowak"],
        greetings: &["Cześć {n},", "Dzień dobry {n},", "Hej {n}!", "Witaj {n},"],
        general: &["Dzień dobry,", "Cześć wszystkim,", "Szanowni Państwo,", "Witam,"],
        blank: "Cześć ,",
        sentences: &[
            "bardzo podobał mi się wykład o księgowości.",
            "Spotkaliśmy się wiosną w Krakowie.",
            "Mój zespół robi narzędzia dla małych sklepów.",
        ],
        traps: &["To książka z XX wieku, mówią.", "Źródło [1] też tak mówi [sic].", "Były tam PKP, ZUS i NFZ."],
        questions: &["Czy masz dziesięć minut w tym tygodniu?", "Jak to się zaczęło?"],
        gap: "[Imię]",
        loud: Some("TO JEST WYJĄTKOWA OFERTA."),
        about: ("Przypomina mi to, co pisał Ravi Patel wcześniej.", "Ravi Patel"),
    },
    Language {
        name: "Александр Иванов",
        called: &["Александр", "Саша", "Александр Иванов"],
        others: &["Дмитрий", "Ольга", "Сергей"],
        greetings: &["Привет, {n}!", "Здравствуйте, {n}!", "Уважаемый {n},", "Добрый день, {n}!"],
        general: &["Привет всем!", "Добрый день!", "Здравствуйте!", "Уважаемые коллеги,"],
        blank: "Привет ,",
        sentences: &[
            "мне очень понравился ваш доклад об учёте.",
            "Мы виделись весной в Казани.",
            "Моя команда делает инструменты для малых магазинов.",
        ],
        traps: &["Это книга XX века, говорят.", "Источник [1] тоже так говорит [sic].", "Там были США и ООН."],
        questions: &["Есть ли у вас десять минут на неделе?", "Как вы начинали?"],
        gap: "[имя]",
        loud: Some("ЭТО ОЧЕНЬ ВЫГОДНОЕ ПРЕДЛОЖЕНИЕ."),
        about: ("Это похоже на то, что писала Ольга Петрова.", "Ольга Петрова"),
    },
    Language {
        name: "Νίκος Παππάς",
        called: &["Νίκο", "Νίκος", "κύριε Παππά"],
        others: &["Μαρία", "Γιώργο", "κυρία Ιωάννου"],
        greetings: &["Γεια σου {n},", "Καλημέρα {n}!", "Αγαπητέ {n},"],
        general: &["Καλημέρα σας,", "Γεια σας,", "Γεια σε όλους,"],
        blank: "Καλημέρα ,",
        sentences: &[
            "μου άρεσε πολύ η ομιλία σας.",
            "Συναντηθήκαμε την άνοιξη στον Βόλο.",
            "Η ομάδα μου φτιάχνει εργαλεία για μικρά μαγαζιά.",
        ],
        traps: &["Είναι βιβλίο του XX αιώνα, λένε.", "Η πηγή [1] το λέει [sic]."],
        questions: &["Έχετε δέκα λεπτά αυτή την εβδομάδα;", "Πώς ξεκινήσατε;"],
        gap: "[Όνομα]",
        loud: Some("ΑΥΤΗ ΕΙΝΑΙ ΜΙΑ ΜΟΝΑΔΙΚΗ ΠΡΟΣΦΟΡΑ."),
        about: ("Μου θυμίζει όσα έγραψε η Ελένη Νικολάου.", "Ελένη Νικολάου"),
    },
    Language {
        name: "سارة علي",
        called: &["سارة", "سارة علي"],
        others: &["أحمد", "خالد", "ليلى"],
        greetings: &["مرحبا {n}،", "أهلا {n}،", "عزيزتي {n}،"],
        general: &["مرحبا،", "السلام عليكم،", "مرحبا بكم،"],
        blank: "مرحبا ،",
        sentences: &["أعجبني عرضك كثيرا.", "التقينا في الربيع في عمان.", "فريقي يصنع أدوات للمتاجر الصغيرة."],
        traps: &["المصدر [1] يقول ذلك [sic].", "رأيت [المقال](https://example.com/a) أمس."],
        questions: &["هل لديك عشر دقائق هذا الأسبوع؟", "كيف بدأت؟"],
        gap: "[الاسم]",
        loud: None,
        about: ("هذا يذكرني بما كتبه خالد حسن سابقا.", "خالد حسن"),
    },
];

/// Gaps of any language.
pub(crate) const GAPS: [&str; 14] = [
    "{{first_name}}",
    "{name}",
    "${company}",
    "[[company]]",
    "<company>",
    "<<name>>",
    "%FIRSTNAME%",
    "XXX",
    "____",
    "TODO",
    "*|FNAME|*",
    "{{ }}",
    "FIRST_NAME",
    "[insert something personal]",
];

/// Gaps in words that may be no usual ones, and a line that is none.
pub(crate) const HARD_GAPS: [&str; 5] = ["[Hotel]", "[Topic]", "~~~", "[City]", "<Mutual Connection>"];

/// Names in small letters, of which some are in no list.
pub(crate) const SMALL_NAMES: [&str; 5] = ["mark", "zorblax", "priya", "quillan", "aldous"];

/// Links, of which the first ones are shortened.
pub(crate) const SHORT_LINKS: [&str; 3] = ["https://bit.ly/3xYz", "tinyurl.com/abc", "http://t.co/x1"];
pub(crate) const LINKS: [&str; 3] = ["https://example.com/a", "www.example.org/b", "https://sub.example.net/c?d=1"];
