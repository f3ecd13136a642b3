//! JSON objects as a list of fields, in order, each with the text of its value. Fields that this version does not know
//! are therefore written back byte for byte.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::spelling::one_byte_apart;

/// The fields of an object. Names are unique.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(Vec<(String, Box<RawValue>)>);

impl Fields {
    /// Parses an object.
    pub(super) fn read(text: &str) -> Result<Fields, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The fields' names and the texts of their values.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.get()))
    }

    /// The fields' names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The text of a field's value.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.get())
    }

    /// The name of a field that differs from `name` in one byte, if there is no field `name`.
    pub(super) fn misspelt(&self, name: &str) -> Option<&str> {
        self.names().find(|known| one_byte_apart(known, name)).filter(|_| self.get(name).is_none())
    }

    /// A field's value, if it has this type.
    pub(super) fn value<'a, T: Deserialize<'a>>(&'a self, name: &str) -> Option<T> {
        serde_json::from_str(self.get(name)?).ok()
    }

    /// Removes a field.
    pub(super) fn remove(&mut self, name: &str) -> Option<Box<RawValue>> {
        let place = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(place).1)
    }

    /// Removes several fields.
    pub(super) fn remove_all(&mut self, names: &[&str]) {
        self.0.retain(|(known, _)| !names.contains(&known.as_str()));
    }

    /// Sets a field. A new one is added at the end.
    pub(super) fn set(&mut self, name: &str, value: &impl Serialize) {
        // The values here are numbers, texts and fields, which can always be written as JSON.
        let Ok(value) = to_raw_value(value) else { return };
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// Adds the fields of `other` that this object does not have.
    pub(super) fn fill_from(&mut self, other: &Fields) {
        for (name, value) in &other.0 {
            if self.get(name).is_none() {
                self.0.push((name.clone(), value.clone()));
            }
        }
    }

    /// Each field as `"name":value`, on one line.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), on_one_line(value.get())))
    }

    /// The object on one line.
    pub(super) fn text(&self) -> String {
        format!("{{{}}}", self.texts().collect::<Vec<_>>().join(","))
    }
}

impl PartialEq for Fields {
    fn eq(&self, other: &Fields) -> bool {
        self.text() == other.text()
    }
}

impl Serialize for Fields {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Fields::default();
                while let Some(name) = map.next_key::<String>()? {
                    if fields.get(&name).is_some() {
                        return Err(A::Error::custom(format_args!("`{name}` is given twice")));
                    }
                    fields.0.push((name, map.next_value()?));
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// The message of the JSON parser, without the position in the text.
pub(super) fn json_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.find(" at line ").unwrap_or(text.len());
    text[..end].to_owned()
}

/// A JSON text on one line, without white space between its parts.
pub(super) fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let (mut line, mut in_string, mut escaped) = (String::with_capacity(text.len()), false, false);
    for c in text.chars() {
        if in_string || !c.is_ascii_whitespace() {
            line.push(c);
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_over_several_lines_is_put_on_one() {
        let text = "{\n  \"id\": 1,\r\n  \"note\": \"a \\\" b  c\\\\\"\n}";
        assert_eq!(on_one_line(text), "{\"id\":1,\"note\":\"a \\\" b  c\\\\\"}");
    }

    #[test]
    fn values_are_written_back_byte_for_byte() {
        let mut fields = Fields::read(r#"{"b":1e400,"a":[1, 2],"c":123456789012345678901234567890}"#).unwrap();
        fields.set("a", &7);
        fields.set("z", &"é");
        assert_eq!(fields.text(), r#"{"b":1e400,"a":7,"c":123456789012345678901234567890,"z":"é"}"#);
        assert!(Fields::read(r#"{"a":1,"a":2}"#).unwrap_err().to_string().contains("given twice"));
    }
}
