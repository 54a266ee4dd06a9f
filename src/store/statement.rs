//! A statement and what is bound to it, before any engine sees it.

use super::rows::Rows;

/// A value bound to a statement; each knows its type even when it is absent.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text.
    Text(Option<String>),
    /// A whole number.
    Int(Option<i64>),
    /// A truth.
    Bool(Option<bool>),
    /// Many rows as one JSON parameter; read with `jsonb_each($n)`.
    Rows(Rows),
}

/// What can be bound.
pub trait Bind {
    /// The value to bind.
    fn value(self) -> Value;
}

macro_rules! binds {
    ($($from:ty, $this:ident => $value:expr;)+) => { $(
        impl Bind for $from { fn value(self) -> Value { let $this = self; $value } }
    )+ };
}

binds! {
    &str, it => Value::Text(Some(it.to_owned()));
    String, it => Value::Text(Some(it));
    &String, it => Value::Text(Some(it.clone()));
    Option<String>, it => Value::Text(it);
    Option<&str>, it => Value::Text(it.map(str::to_owned));
    &Option<String>, it => Value::Text(it.clone());
    i64, it => Value::Int(Some(it));
    Option<i64>, it => Value::Int(it);
    usize, it => Value::Int(Some(it as i64));
    bool, it => Value::Bool(Some(it));
    crate::domain::moment::Moment, it => Value::Int(Some(it.0));
    Option<crate::domain::moment::Moment>, it => Value::Int(it.map(|it| it.0));
    Rows, it => Value::Rows(it);
}

/// A statement and what is bound to it.
#[derive(Debug)]
pub struct Sql {
    pub(super) text: &'static str,
    pub(super) values: Vec<Value>,
}

/// Begins a statement: plain SQL with `$1`, in the tongue that both engines speak.
pub fn sql(text: &'static str) -> Sql {
    Sql { text, values: Vec::new() }
}

impl Sql {
    /// Binds the next `$n`.
    pub fn bind(mut self, it: impl Bind) -> Self {
        self.values.push(it.value());
        self
    }
}

/// Statements as one, with the numbers of their parameters counted on.
pub(super) fn joined(statements: Vec<Sql>) -> (String, Vec<Value>) {
    let (mut text, mut values) = (String::new(), Vec::new());
    for sql in statements {
        for (n, part) in sql.text.split('$').enumerate() {
            let digits = part.len() - part.trim_start_matches(|char: char| char.is_ascii_digit()).len();
            match part[..digits].parse::<usize>() {
                Ok(number) if n > 0 => text.push_str(&format!("${}{}", number + values.len(), &part[digits..])),
                _ => text.push_str(part),
            }
        }
        text.push_str(";\n");
        values.extend(sql.values);
    }
    (text, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_that_wait_together_keep_their_own_parameters() {
        let first = sql("insert into a values ($1, $2, $1)").bind("x").bind(1_i64);
        let second = sql("update b set c = $2 where id = $1").bind("y").bind(2_i64);

        let (text, values) = joined(vec![first, second]);

        assert_eq!(text, "insert into a values ($1, $2, $1);\nupdate b set c = $4 where id = $3;\n");
        assert_eq!(values.len(), 4);
    }
}
