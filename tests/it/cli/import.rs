//! Import from the command line. How files are read and planned is tested where that is done.

use std::fs;
use std::io::Write;

use serde_json::Value;

use super::Home;

const SHEET: &str = "\
Name,IG handle,Followers,Rate,Last contact,Favourite colour
Mia Okafor,@miabrews,18.4k,$350,20/11/2026,green
Ana Lis,@analis,9k,,,blue
,,,,,
Bad Count,@bad,1.5e6,,,
";

fn home_with_sheet() -> Home {
    let home = Home::new();
    fs::write(home.path().join("creators.csv"), SHEET).unwrap();
    home
}

#[test]
fn the_report_has_its_fields_and_the_dry_run_writes_nothing() {
    let home = home_with_sheet();
    let report = home.json(&["import", "creators.csv", "--dry-run", "--json"]);
    let keys: Vec<&str> = report
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let promised = [
        "file",
        "profile",
        "encoding",
        "delimiter",
        "rows",
        "imported",
        "new",
        "updated",
        "unchanged",
        "rejected",
        "columns",
        "kept",
        "warnings",
        "questions",
        "committed",
    ];
    assert_eq!(keys, promised);
    let counts = ["rows", "imported", "new", "updated", "unchanged"]
        .map(|key| report[key].as_u64().unwrap());
    assert_eq!(counts, [3, 3, 3, 0, 0]);
    assert_eq!(
        (
            &report["kept"][0]["line"],
            &report["kept"][0]["column"],
            &report["kept"][0]["words"]
        ),
        (&5.into(), &"Followers".into(), &"1.5e6".into())
    );
    let columns: Vec<_> = report["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["goes"].as_str().unwrap(), c["cells"].as_u64().unwrap()))
        .collect();
    assert_eq!(
        columns,
        [
            ("name", 3),
            ("instagram", 3),
            ("followers", 3),
            ("rate", 1),
            ("last_contacted", 1),
            ("words", 2)
        ]
    );
    assert_eq!(report["committed"], false);
    assert!(!home.db().exists(), "only looking makes no file");
    let records =
        home.json(&["import", "creators.csv", "--dry-run", "--json", "--records"])["records"]
            .clone();
    assert_eq!(
        (&records[0]["handle"], &records[0]["followers"]),
        (&"miabrews".into(), &18_400.into())
    );
    assert_eq!(records[0]["rate"], 350.0);
}

#[test]
fn an_import_is_one_step_and_the_same_file_changes_nothing() {
    let home = home_with_sheet();
    let text = home.ok(&["import", "creators.csv"]);
    assert!(
        text.contains("new 3 · updated 0 · unchanged 0 · rejected 0"),
        "{text}"
    );
    for line in [
        "kept as words: line 5, Followers: \"1.5e6\"",
        "Followers         Followers · 3 cells, 1 kept as words",
        "Favourite colour  kept as words · 2 cells",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let after = home.dump();
    let again = home.json(&["import", "creators.csv", "--json"]);
    assert_eq!(
        (&again["unchanged"], &again["committed"]),
        (&3.into(), &true.into())
    );
    assert_eq!(home.dump(), after);
    assert_eq!(
        home.json(&["history", "--json"]).as_array().unwrap().len(),
        1
    );
    home.ok(&["undo"]);
    assert_eq!(home.dump()["creators"], Value::Array(Vec::new()));
    home.is_whole();
}

#[test]
fn columns_are_sent_elsewhere() {
    let home = home_with_sheet();
    home.ok(&[
        "import",
        "creators.csv",
        "--map",
        "Favourite colour=niche",
        "--map",
        "Followers=",
    ]);
    let dump = home.dump();
    assert_eq!(dump["creators"][0]["niche"], "green");
    assert_eq!(dump["accounts"][0]["followers"], Value::Null);
    assert_eq!(
        dump["creators"].as_array().unwrap().len(),
        3,
        "nothing is wrong with the third row now"
    );
    home.refused(
        &["import", "creators.csv", "--map", "Shoe size=niche"],
        "the file has no column",
    );
    home.refused(
        &["import", "creators.csv", "--map", "Name=shoe"],
        "there is no field \"shoe\"",
    );
    home.refused(
        &["import", "creators.csv", "--as", "shoes"],
        "there is no import profile",
    );
}

#[test]
fn what_could_be_two_things_waits_for_an_answer() {
    let home = Home::new();
    fs::write(
        home.path().join("two.csv"),
        "name,handle,last contact,rate\nMia,@mia,03/04/2026,\"1,234 EUR\"\n",
    )
    .unwrap();
    assert_eq!(
        home.run(&["import", "two.csv"]).code,
        Some(1),
        "nothing of it is written"
    );
    let asked = home.run(&["import", "two.csv"]);
    assert!(
        asked.err.contains("--answer date_order=d/m|m/d"),
        "{asked:?}"
    );
    assert_eq!(home.dump()["creators"], Value::Array(Vec::new()));
    home.ok(&["import", "two.csv", "--date-order", "m/d", "--decimal", "."]);
    let record = &home.json(&[
        "import",
        "two.csv",
        "--date-order",
        "m/d",
        "--decimal",
        ".",
        "--json",
        "--records",
    ])["records"][0];
    assert_eq!(
        (&record["last_contacted"], &record["rate"]),
        (&"2026-03-04".into(), &1234.0.into())
    );
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let home = Home::new();
    fs::write(home.path().join("empty.csv"), "").unwrap();
    fs::write(home.path().join("picture.csv"), b"\x89PNG\r\n\x1a\n....").unwrap();
    home.refused(&["import", "empty.csv"], "empty.csv: the file is empty.");
    home.refused(&["import", "picture.csv"], "this is a png file, not CSV");
    home.refused(&["import", "nowhere.csv"], "There is no file nowhere.csv");
    home.refused(&["import", "."], "is a folder");
    let home = home_with_sheet();
    fs::write(home.path().join("empty.csv"), "").unwrap();
    let ran = home.run(&["import", "empty.csv", "creators.csv", "--json"]);
    assert_eq!(ran.code, Some(1), "one of them failed");
    assert_eq!(
        serde_json::from_str::<Value>(&ran.out).unwrap()["new"],
        3,
        "the other was taken"
    );
}

#[test]
fn pasted_cells_come_from_standard_input() {
    let home = Home::new();
    let ran = home.feed(
        &["import", "-", "--json"],
        "Mia Okafor\t@miabrews\t18k\nRuth Kelley\t@ruth\t2k\n",
    );
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(home.dump()["creators"].as_array().unwrap().len(), 2);
}

/// A workbook with one empty sheet and one with these rows.
fn workbook(rows: &[&[&str]], cell: &str) -> Vec<u8> {
    let mut sheet = String::from(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
    );
    for (r, row) in rows.iter().enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">", r + 1));
        for (c, text) in row.iter().enumerate() {
            let at = if cell.is_empty() {
                format!("{}{}", char::from(b'A' + c as u8), r + 1)
            } else {
                cell.to_owned()
            };
            sheet.push_str(&format!(
                "<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"
            ));
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let empty = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"#;
    let main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    zip(&[
        (
            "[Content_Types].xml",
            &format!(
                r#"<?xml version="1.0"?><Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#
            ),
        ),
        (
            "_rels/.rels",
            &format!(
                r#"<?xml version="1.0"?><Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{main}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{main}"><sheets><sheet name="Leer" sheetId="1" r:id="a"/><sheet name="Creators" sheetId="2" r:id="b"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                r#"<?xml version="1.0"?><Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{main}/worksheet" Target="worksheets/1.xml"/><Relationship Id="b" Type="{main}/worksheet" Target="worksheets/2.xml"/></Relationships>"#
            ),
        ),
        ("xl/worksheets/1.xml", empty),
        ("xl/worksheets/2.xml", &sheet),
    ])
}

/// An archive of parts as they are, not packed.
fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let (at, len) = (out.len() as u32, text.len() as u32);
        let head = |out: &mut Vec<u8>| {
            out.write_all(&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0]).unwrap();
            out.write_all(&crc(text.as_bytes()).to_le_bytes()).unwrap();
            out.write_all(&len.to_le_bytes()).unwrap();
            out.write_all(&len.to_le_bytes()).unwrap();
            out.write_all(&(name.len() as u16).to_le_bytes()).unwrap();
            out.write_all(&[0, 0]).unwrap();
        };
        out.write_all(b"PK\x03\x04").unwrap();
        head(&mut out);
        out.write_all(name.as_bytes()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
        list.write_all(b"PK\x01\x02\x14\0").unwrap();
        head(&mut list);
        list.write_all(&[0; 10]).unwrap();
        list.write_all(&at.to_le_bytes()).unwrap();
        list.write_all(name.as_bytes()).unwrap();
    }
    let (at, many) = (out.len() as u32, parts.len() as u16);
    out.extend(&list);
    out.write_all(b"PK\x05\x06\0\0\0\0").unwrap();
    out.write_all(&many.to_le_bytes()).unwrap();
    out.write_all(&many.to_le_bytes()).unwrap();
    out.write_all(&(list.len() as u32).to_le_bytes()).unwrap();
    out.write_all(&at.to_le_bytes()).unwrap();
    out.write_all(&[0, 0]).unwrap();
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

#[test]
fn workbooks_are_read_in_their_own_process() {
    let home = Home::new();
    let rows: &[&[&str]] = &[
        &["name", "handle", "followers"],
        &["Mia Okafor", "@miabrews", "18.4k"],
    ];
    fs::write(home.path().join("list.xlsx"), workbook(rows, "")).unwrap();
    let report = home.json(&["import", "list.xlsx", "--json"]);
    assert_eq!(report["new"], 1, "{report}");
    assert!(
        report["warnings"]
            .to_string()
            .contains("the sheet Creators was read; there are: Leer, Creators"),
        "{report}"
    );
    assert_eq!(home.dump()["accounts"][0]["followers"], 18_400);
    home.ok(&["import", "list.xlsx", "--sheet", "creators"]);
    home.refused(
        &["import", "list.xlsx", "--sheet", "Nope"],
        "there are: Leer, Creators",
    );
}

#[test]
fn no_workbook_takes_the_program_down() {
    let home = Home::new();
    fs::write(
        home.path().join("far.xlsx"),
        workbook(&[&["name"]], "XFD1048576"),
    )
    .unwrap();
    fs::write(
        home.path().join("cut.xlsx"),
        &workbook(&[&["name"]], "")[..600],
    )
    .unwrap();
    fs::write(
        home.path().join("old.xls"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not really",
    )
    .unwrap();
    // The list of parts says that one of them unpacks to four gigabytes.
    let mut large = workbook(&[&["name"]], "");
    let part = large.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    large[part + 24..part + 28].copy_from_slice(&u32::MAX.to_le_bytes());
    fs::write(home.path().join("large.xlsx"), large).unwrap();
    home.refused(&["import", "far.xlsx"], "at most 500 are read");
    home.refused(&["import", "cut.xlsx"], "cut.xlsx: the workbook");
    home.refused(&["import", "old.xls"], "old.xls: the workbook");
    home.refused(&["import", "large.xlsx"], "unpacks to too much");
}
