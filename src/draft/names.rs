//! Names in a draft: whom the greeting names, and whether the text names the recipient.

use super::finding::{Finding, Problem};
use super::greeting::Greeting;
use super::recipient::{Comparison, Recipient};
use super::text::{Span, Text};
use super::words::{plain, text_of, words};

/// The most letters of a short word.
const SHORT: usize = 3;

/// The finding that a greeting names somebody else than the recipient, and not the recipient too. What is a gap is no
/// name.
pub(super) fn wrong_name(
    text: &Text,
    greeting: &Greeting,
    gaps: &[Span],
    recipient: &Recipient,
    is_known: &dyn Fn(&str) -> bool,
) -> Option<Finding> {
    let compared: Vec<Comparison> = greeting.addresses.iter().map(|address| recipient.compare(address)).collect();
    if compared.contains(&Comparison::Same) {
        return None;
    }
    let others = greeting.addresses.iter().zip(compared).filter(|(_, comparison)| *comparison == Comparison::Other);
    let is_gap = |span: &Span| gaps.iter().any(|gap| gap.start < span.end && span.start < gap.end);
    let (address, _) = others.into_iter().find(|(address, _)| address.is_name(is_known) && !is_gap(&address.span))?;
    let greeted = address.words.join(" ");
    Some(Finding::at(text, address.span.clone(), Problem::WrongName { greeted }))
}

/// Whether a text names the recipient.
pub(super) fn names_recipient(text: &Text, greeting: Option<&Greeting>, recipient: &Recipient) -> bool {
    let is_same =
        |greeting: &Greeting| greeting.addresses.iter().any(|address| recipient.compare(address) == Comparison::Same);
    let chars = text.head();
    // In small letters, a short word is more often another one: "al", "de", "bo".
    let may_be_name = |word: &String| {
        let is_small = word.starts_with(char::is_lowercase);
        !is_small || word.chars().count() > SHORT
    };
    let mut written = words(chars).map(|span| text_of(chars, &span)).filter(may_be_name);
    greeting.is_some_and(is_same) || written.any(|word| recipient.is_named_by(&plain(&word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greeted(text: &str, name: &str) -> Option<String> {
        let text = Text::body(text);
        let greeting = Greeting::of(&text)?;
        wrong_name(&text, &greeting, &[], &Recipient::named(name), &|_| false).and_then(|finding| finding.excerpt)
    }

    #[test]
    fn another_name_in_the_greeting_is_found() {
        for (text, name, excerpt) in [
            ("Hi Mark,", "Jane Doe", "Mark"),
            ("Hi Mark", "Jane Doe", "Mark"),
            ("Hi Mark!", "Jane Doe", "Mark"),
            ("Hi Mark - I saw", "Jane Doe", "Mark"),
            ("Hi Mark I saw your talk", "Jane Doe", "Mark"),
            ("hi mark,", "Jane Doe", "mark"),
            ("hi zorblax,", "Jane Doe", "zorblax"),
            ("HI MARK,", "Jane Doe", "MARK"),
            ("Hello, Mark!", "Jane Doe", "Mark"),
            ("Hi Zorblax,", "Jane Doe", "Zorblax"),
            ("Dear Mr. Smith,", "Jane Doe", "Mr. Smith"),
            ("Dear Ms Smith", "Jane Doe", "Ms Smith"),
            ("Dear Dr. Mark Smith,", "Jane Doe", "Dr. Mark Smith"),
            ("Hi Jane Smith,", "Jane Doe", "Jane Smith"),
            ("Dear Mark Doe,", "Jane Doe", "Mark Doe"),
            ("Hi Mark and team,", "Jane Doe", "Mark"),
            ("Hi Mark & Ravi,", "Jane Doe", "Mark"),
            ("Hi Mark, Jane told me of you", "Jane Doe", "Mark"),
            ("Hi there, Mark, how are you", "Jane Doe", "Mark"),
            ("Good morning Mark,", "Jane Doe", "Mark"),
            ("Hi dear Mark,", "Jane Doe", "Mark"),
            ("Hi @Mark,", "Jane Doe", "Mark"),
            ("👋 Hi Mark,", "Jane Doe", "Mark"),
            ("Mark,\n\nI saw", "Jane Doe", "Mark"),
            ("Mark, I saw your talk", "Jane Doe", "Mark"),
            ("Mark – loved your talk", "Jane Doe", "Mark"),
            ("Hi Will,", "Jane Doe", "Will"),
            ("Hallo Herr Müller,", "Anna Schmidt", "Herr Müller"),
            ("Sehr geehrter Herr Dr. Weber,", "Anna Schmidt", "Herr Dr. Weber"),
            ("Liebe Sabine,", "Anna Schmidt", "Sabine"),
            ("Guten Tag Frau Meier,", "Anna Schmidt", "Frau Meier"),
            ("Bonjour Madame Dupont,", "Claire Martin", "Madame Dupont"),
            ("Cher Pierre,", "Claire Martin", "Pierre"),
            ("Salut Pierre !", "Claire Martin", "Pierre"),
            ("Hola Carlos,", "Lucía Pérez", "Carlos"),
            ("Buenos días, Carlos:", "Lucía Pérez", "Carlos"),
            ("Estimado Sr. García:", "Lucía Pérez", "Sr. García"),
            ("Olá Tiago, tudo bem?", "Inês Costa", "Tiago"),
            ("Bom dia João,", "Inês Costa", "João"),
            ("Hoi Pieter,", "Femke Bakker", "Pieter"),
            ("Beste meneer de Vries,", "Femke Bakker", "meneer de Vries"),
            ("Ciao Marco,", "Giulia Rossi", "Marco"),
            ("Gentile dott. Bianchi,", "Giulia Rossi", "dott. Bianchi"),
            ("Cześć Marku,", "Anna Kowalska", "Marku"),
            ("Dzień dobry Panie Tomaszu,", "Anna Kowalska", "Panie Tomaszu"),
            ("Szanowny Panie Nowak,", "Anna Kowalska", "Panie Nowak"),
            ("Привет, Дмитрий!", "Анна Иванова", "Дмитрий"),
            ("Γεια σου Νίκο,", "Μαρία Παππά", "Νίκο"),
            ("مرحبا أحمد،", "سارة علي", "أحمد"),
            ("Hi Mario,", "Maria Rossi", "Mario"),
            ("Thanks Mark for connecting", "Jane Doe", "Mark"),
            ("Congratulations, Mark!", "Jane Doe", "Mark"),
            ("Hello\nMark,\nI saw", "Jane Doe", "Mark"),
            ("Hi Jnae,", "Jane Doe", "Jnae"),
        ] {
            assert_eq!(greeted(text, name).as_deref(), Some(excerpt), "{text} to {name}");
        }
    }

    #[test]
    fn the_recipient_in_any_form_is_no_other() {
        for (text, name) in [
            ("Hi Jane,", "Jane Doe"),
            ("hi jane", "Jane Doe"),
            ("Hi J.,", "Jane Doe"),
            ("Hi J. Doe,", "Jane Doe"),
            ("Hi JD,", "Jane Doe"),
            ("Dear Doe Jane,", "Jane Doe"),
            ("Dear Dr. Doe,", "Jane Doe"),
            ("Dear Ms Doe", "Jane Doe"),
            ("Dear Ms. Jane Doe:", "Dr. Jane Doe"),
            ("Dear Jane and team,", "Jane Doe"),
            ("Dear team and Jane,", "Jane Doe"),
            ("Hi Jane, Mark told me", "Jane Doe"),
            ("Hi Mark and Jane,", "Jane Doe"),
            ("Sehr geehrte Frau Roe, sehr geehrter Herr Doe,", "Jan Doe"),
            ("Hi Mark, Jane, how are you?", "Jane Doe"),
            ("Hi Mark, Ravi and Jane,", "Jane Doe"),
            ("Hi Jane Marie,", "Jane Doe"),
            ("Hi Jane Marie Doe,", "Jane Doe"),
            ("Hi Mary Jane,", "Jane Doe"),
            ("Hi Jane Doe PhD,", "Jane Doe"),
            ("Hi Bob,", "Robert Smith"),
            ("Hi Liz,", "Elizabeth Brown"),
            ("Hi Chris,", "Christopher Brown"),
            ("Hallo Herr Dr. Weiss,", "Jürgen Weiß"),
            ("Lieber Juergen,", "Jürgen Weiß"),
            ("Bonjour Madame Dupont,", "Marie Dupont"),
            ("Bonjour Jean-Luc,", "Jean-Luc Picard"),
            ("Hola Pepe,", "José García"),
            ("Estimada María García López:", "María García"),
            ("Oi Zé,", "José Silva"),
            ("Beste mevrouw de Vries,", "Anouk de Vries"),
            ("Caro Beppe,", "Giuseppe Verdi"),
            ("Cześć Aniu,", "Anna Kowalska"),
            ("Cześć Marku,", "Marek Nowak"),
            ("Dzień dobry Pani Anno,", "Anna Kowalska"),
            ("Szanowny Panie Piotrze,", "Piotr Zieliński"),
            ("Hej Tomku!", "Tomasz Lis"),
            ("Привет, Саша!", "Александр Иванов"),
            ("Γεια σου Νίκο,", "Νίκος Παππάς"),
            ("مرحبا سارة،", "سارة علي"),
            ("Hi Will,", "William Smith"),
            // Another script cannot be compared.
            ("Привет, Дмитрий!", "Dmitry Ivanov"),
        ] {
            assert_eq!(greeted(text, name), None, "{text} to {name}");
        }
    }

    #[test]
    fn general_greetings_name_nobody() {
        for text in [
            "Hi there,",
            "Hi,",
            "Hello everyone,",
            "Hi all",
            "Hello again,",
            "Hi again!",
            "Guten Morgen,",
            "Guten Morgen zusammen",
            "Hallo zusammen,",
            "Dear hiring manager,",
            "Dear Sir or Madam,",
            "Dear Sir/Madam,",
            "Dear Acme team,",
            "Hi folks",
            "Hello from Berlin,",
            "Hi, I saw your post",
            "Hi, congratulations!",
            "Hello! Great talk",
            "Hi, Mark here from Acme",
            "Hey, hope you are well",
            "Hi – quick question",
            "Good morning! I saw",
            "Thanks for connecting,",
            "I saw Mark",
            "Sehr geehrte Damen und Herren,",
            "Hallo liebe Kolleginnen und Kollegen,",
            "Liebes Team,",
            "Moin,",
            "Moin moin!",
            "Bonjour à tous,",
            "Bonjour,",
            "Bonjour Madame,",
            "Bonjour Madame, Monsieur,",
            "Hola a todos,",
            "Hola, ¿qué tal?",
            "Buenos días:",
            "Olá pessoal,",
            "Oi, tudo bem?",
            "Bom dia a todos",
            "Hoi allemaal,",
            "Goedemorgen,",
            "Geachte heer/mevrouw,",
            "Ciao a tutti,",
            "Buongiorno,",
            "Salve a tutti",
            "Cześć wszystkim,",
            "Dzień dobry,",
            "Witam,",
            "Szanowni Państwo,",
            "Привет всем!",
            "Добрый день!",
            "Здравствуйте,",
            "Καλημέρα σας,",
            "مرحبا بكم،",
            "السلام عليكم،",
            "Congratulations on the role",
            "Dear friend,",
            "Hey buddy,",
            "Hello World,",
            "Hi love,",
            "Hi Hope you",
            "Hi Thanks for",
            "Hello Hiring Team,",
            "Dear Recruiter,",
            "Hi you two,",
            "Hi Ma'am,",
            "Bonjour Docteur,",
            "Szanowna Pani Dyrektor,",
            "Thanks for that!",
            "Congrats Acme!",
            "Congratulations on your role, Mark told me",
            "hi rustaceans,",
            "hey gorgeous,",
            "hi just wanted to say",
            "hello from me",
            "hi so,",
            "Hello May I ask",
            "Hi Just wanted",
            "To whom it may concern,",
            "Austin, Texas is great",
            "Paris, I love it",
        ] {
            assert_eq!(greeted(text, "Jane Doe"), None, "{text}");
        }
    }

    #[test]
    fn a_name_that_a_sentence_is_about_is_not_greeted() {
        // A sign and a sentence follow the greeting: the name is its subject, or belongs to the writer.
        for text in [
            "Hi, Mark suggested that I write to you.",
            "Hi! Mark Jones gave me your name",
            "Hi - Mark your calendar",
            "Hi, Mark and I met at RustConf",
            "Hi, Mark, our CTO, told me of you",
            "Hallo, Markus hat mir den Kontakt gegeben",
            "Bonjour, Marc m'a parlé de vous",
            "Hola, Carlos me habló de ti",
            "Ciao, Marco mi ha parlato di te",
            "Dzień dobry, Marek Nowak polecił mi Panią",
            "Hola, me llamo Marcos.",
            "Olá, meu nome é Marcos.",
            "Hi, my name is Mark.",
            "Great to meet your colleague, Mark.",
            "Thanks for introducing me to Ravi, Mark!",
            "Hello from Austin, Texas!",
        ] {
            assert_eq!(greeted(text, "Jane Doe"), None, "{text}");
        }
        for (text, excerpt) in [
            ("Hi, Mark how are you?", "Mark"),
            ("Hi, Mark, your post was great", "Mark"),
            ("Hello, Mark I saw your talk", "Mark"),
        ] {
            assert_eq!(greeted(text, "Jane Doe").as_deref(), Some(excerpt), "{text}");
        }
    }

    #[test]
    fn the_name_that_ends_a_remark_is_greeted() {
        for text in [
            "Great to connect, Mark!",
            "Thank you for accepting my invitation, Mark.",
            "Congratulations on the new role, Mark!",
            "Hi! Great to meet you, Mark.",
            "Hi there! Thanks for connecting, Mark.",
            "Hope you're well, Mark.",
            "Just following up, Mark - any news?",
            "Happy New Year, Mark!",
            "Greetings from Lisbon, Mark!",
            "Danke für die Vernetzung, Mark!",
            "Merci pour la connexion, Mark !",
            "Hi again Mark,",
        ] {
            assert_eq!(greeted(text, "Jane Doe").as_deref(), Some("Mark"), "{text}");
            assert_eq!(greeted(&text.replace("Mark", "Jane"), "Jane Doe"), None, "{text}");
        }
        // The next line is looked at if a remark names nobody.
        assert_eq!(greeted("Great to connect!\nHi Mark,", "Jane Doe").as_deref(), Some("Mark"));
    }

    #[test]
    fn words_of_respect_and_names_after_the_father_belong_to_the_name() {
        for (text, name) in [
            ("Здравствуйте, Александр Сергеевич!", "Александр Иванов"),
            ("Уважаемая Анна Ивановна,", "Анна Петрова"),
            ("Dear Aleksandr Sergeevich,", "Aleksandr Pushkin"),
            ("Merhaba Ahmet Bey,", "Ahmet Yılmaz"),
            ("Tisztelt Nagy úr!", "Nagy Péter"),
            ("नमस्ते रवि जी,", "रवि पटेल"),
            ("Gentile Sig.ra Rossi,", "Giovanna Rossi"),
            ("Dear Raviji,", "Ravi Patel"),
            ("Ahoj Tomáši,", "Tomáš Novák"),
            ("Αγαπητέ κύριε Παπαδόπουλε,", "Νίκος Παπαδόπουλος"),
            ("Cześć Krzyśku,", "Krzysztof Nowak"),
            ("田中様、", "田中太郎"),
            ("尊敬的张先生：", "张伟"),
            ("김민준 님께,", "김민준"),
            ("Madame la Directrice,", "Jeanne Dupont"),
            ("Liebes Acme-Team,", "Jana Müller"),
            ("Liebe Recruiterin,", "Jana Müller"),
            ("Vážený pane,", "Petr Novák"),
        ] {
            assert_eq!(greeted(text, name), None, "{text} to {name}");
        }
        for (text, name, excerpt) in [
            ("Уважаемый Сергей Петрович!", "Александр Иванов", "Сергей Петрович"),
            ("Merhaba Mehmet Bey,", "Ahmet Yılmaz", "Mehmet Bey"),
            ("Tisztelt Kovács úr!", "Nagy Péter", "Kovács úr"),
            ("Gentile Sig.ra Bianchi,", "Giovanna Rossi", "Sig.ra Bianchi"),
            ("Dobrý den, pane Svobodo,", "Petr Novák", "pane Svobodo"),
            ("鈴木さん、", "田中太郎", "鈴木"),
            ("你好，李娜！", "张伟", "李娜"),
            ("이서연님 안녕하세요,", "김민준", "이서연"),
            ("Dear Mark A. Jones,", "Jane Doe", "Mark A. Jones"),
            ("Hi Mark J.,", "Jane Doe", "Mark J."),
        ] {
            assert_eq!(greeted(text, name).as_deref(), Some(excerpt), "{text} to {name}");
        }
    }

    #[test]
    fn a_known_contact_is_a_name_even_if_no_list_has_it() {
        let text = Text::body("Hello, Zorblax!");
        let greeting = Greeting::of(&text).unwrap();
        let found = |is_known: &dyn Fn(&str) -> bool| {
            wrong_name(&text, &greeting, &[], &Recipient::named("Jane Doe"), is_known).is_some()
        };
        assert!(!found(&|_| false) && found(&|word| word == "zorblax"));
    }

    #[test]
    fn the_recipient_may_be_named_anywhere() {
        let names = |text: &str, name: &str| {
            let text = Text::body(text);
            names_recipient(&text, Greeting::of(&text).as_ref(), &Recipient::named(name))
        };
        assert!(names("Hi Jane,", "Jane Doe") && names("Hi J.,", "Jane Doe") && names("I like it, jane.", "Jane Doe"));
        assert!(names("your post, Bob, was", "Robert Smith") && names("Frau Weiß, gern", "Anna Weiss"));
        assert!(!names("Wat is de naam van de zaak?", "Anouk de Vries") && !names("al and bo", "Bo Al"));
        assert!(!names("Hi there, I am Jan", "Jane Doe") && !names("Hi,", "Jane Doe"));
    }
}
