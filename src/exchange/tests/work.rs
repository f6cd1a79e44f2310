//! Sheets as people keep them: headers of many languages, odd cells, the work beside the people, who
//! is not to be contacted; and what is no list of people.

use super::*;
use crate::exchange::kinds;

/// What a sheet says of one person: name, accounts, and every other thing that is asked for.
fn person(model: &Model, name: &str) -> Creator {
    let found = model.creators.iter().find(|c| &*c.name == name);
    found
        .unwrap_or_else(|| panic!("nobody is called {name}"))
        .clone()
}

fn accounts(model: &Model, name: &str) -> Vec<String> {
    let of = model.of::<Account>(person(model, name).id);
    of.map(|a| {
        let count = a.followers.map_or(String::new(), |n| format!(" {n}"));
        format!("{} {}{count}", a.platform.word(), a.handle)
    })
    .collect()
}

fn refused(text: &str) -> String {
    let sheet = match read(text.as_bytes()) {
        Ok(sheet) => sheet,
        Err(why) => return why.to_string(),
    };
    match kinds::recognised(None, &sheet.headers) {
        Err(why) => why.to_string(),
        Ok(profile) => {
            let mapping = mapping::propose(&sheet, profile, &Model::default());
            let (model, notes) = (Model::default(), KnownNotes::default());
            let ground = Ground {
                model: &model,
                clock: clock(),
                notes: &notes,
            };
            let doubt = plan(&sheet, &mapping, &options(), ground).doubt;
            doubt.map(|d| d.sentence()).unwrap_or_default()
        }
    }
}

#[test]
fn what_is_no_list_of_people_is_refused_by_name() {
    for (text, what) in [
        (
            "Name,Email,Financial Status,Paid at,Currency,Total,Discount Code,Created at,Lineitem name\n#11,b1@example.com,paid,2026-01-02,EUR,45.00,IDA10,2026-01-02,Mug blue\n",
            "orders of a shop",
        ),
        (
            "Activity ID,Activity Type,Activity Date,Activity Owner,Notes/Description,Associated Contact Email\nA1,Call,2026-01-02,me@brand.example,asked,ida@shop.example\n",
            "a log of activities",
        ),
        (
            "Post ID,Page ID,Page name,Title,Publish time,Permalink,Views\n900000000000000001,1,Tea Barn,One,03/27/2026 06:08,https://www.facebook.com/TeaBarn/posts/9,12\n",
            "posts from Meta",
        ),
        (
            "\"Rainfall by district, 2000 to 2003\",,,,\nmillimetres a month,,,,\n,,,,\nYear,2000,2001,2002,2003\nNorth,\"2,666\",\"2,274\",\"1,877\",\"1,999\"\n",
            "a table of figures",
        ),
        ("code,orders,revenue\nMIA10,4,120\n", "a table of codes"),
        ("Date,Visitors,Orders\n2026-01-02,12,3\n", "figures by day"),
        ("Colour,Weight\nblue,12\nred,30\n", "a table of figures"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "a calendar"),
    ] {
        let why = refused(text);
        assert!(why.contains(what) && why.contains("not a"), "{text}: {why}");
    }
}

#[test]
fn a_list_of_handles_is_a_list_of_people() {
    for text in [
        "Instagram,Followers\n@teaanna,1200\n@mossfox,3400\n",
        "Instagram,Followers\nteaanna,1.2k\nmossfox,3400\n",
        "IG Handle;Abonnenten\nteaanna;1200\nmossfox;3400\n",
        "https://www.instagram.com/teaanna/\nhttps://www.instagram.com/mossfox/\n",
    ] {
        let (plan, model) = import(text);
        assert_eq!(plan.doubt, None, "{text}");
        let all: Vec<_> = model
            .accounts
            .iter()
            .map(|a| (a.platform, a.handle.to_string()))
            .collect();
        let on = |handle: &str| (Platform::Instagram, handle.to_string());
        assert_eq!(all, [on("teaanna"), on("mossfox")], "{text}");
    }
}

#[test]
fn headers_of_many_languages_find_their_fields() {
    let rows = "Ida Brook;idabrews;TikTok;12400;3,2%;ida@shop.example;contacted;2026-11-14;350 €;oolong\n\
                Mo Fox;mossfox;TikTok;3400;2,1%;mo@shop.example;live;2026-11-15;150 €;\n";
    for headers in [
        "Name;Nutzername;Plattform;Abonnenten;Interaktionsrate;E-Mail;Status;Letzter Kontakt;Honorar;Notizen",
        "Nombre;Usuario;Plataforma;Seguidores;Tasa de interacción;Correo electrónico;Estado;Último contacto;Tarifa;Notas",
        "Nom;Pseudo;Plateforme;Abonnés;Taux d'engagement;E-mail;Statut;Dernier contact;Tarif;Remarques",
        "Nama;Nama Pengguna;Platform;Pengikut;Tingkat Keterlibatan;Surel;Status;Kontak Terakhir;Harga;Catatan",
        "名前;アカウント名;プラットフォーム;フォロワー数;エンゲージメント率;メールアドレス;ステータス;最終連絡日;料金;メモ",
        "Naam;Gebruikersnaam;Platform;Volgers;Interactiegraad;E-mail;Status;Laatste contact;Tarief;Opmerkingen",
        "Imię i nazwisko;Nazwa użytkownika;Platforma;Obserwujący;Wskaźnik zaangażowania;E-mail;Status;Ostatni kontakt;Stawka;Uwagi",
        "Nome;Usuário;Plataforma;Seguidores;Taxa de engajamento;E-mail;Status;Último contato;Preço;Observações",
        "达人昵称;账号;平台;粉丝数;互动率;邮箱;状态;最后跟进时间;报价;备注",
        "Ad Soyad;Kullanıcı adı;Platform;Takipçi sayısı;Etkileşim oranı;E-posta;Durum;Son iletişim;Ücret;Notlar",
        "Namn;Användarnamn;Plattform;Antal följare;Engagemangsgrad;E-post;Status;Senaste kontakt;Arvode;Anteckningar",
        "이름;계정;플랫폼;팔로워수;참여율;이메일;상태;최근 연락일;단가;비고",
        "姓名;帳號;平台;粉絲數;互動率;電子郵件;狀態;最後聯絡;費用;備註",
        "الاسم;اسم المستخدم;المنصة;عدد المتابعين;معدل التفاعل;البريد الإلكتروني;الحالة;آخر تواصل;السعر;ملاحظات",
        "Имя и фамилия;Никнейм;Площадка;Количество подписчиков;Вовлечённость;Эл. почта;Статус;Последний контакт;Стоимость;Заметки",
        "Nome e cognome;Nome utente;Piattaforma;Numero di follower;Tasso di coinvolgimento;Posta elettronica;Stato;Ultimo contatto;Compenso;Appunti",
    ] {
        let (plan, model) = import(&format!("{headers}\n{rows}"));
        let goes: Vec<&str> = plan.report.columns.iter().map(|c| c.goes).collect();
        assert_eq!(
            goes,
            [
                "name",
                "handle",
                "platform",
                "followers",
                "engagement_rate",
                "email",
                "stage",
                "last_contacted",
                "rate",
                "notes"
            ],
            "{headers}"
        );
        assert_eq!(
            (plan.report.new, plan.report.kept.len()),
            (2, 0),
            "{headers}"
        );
        assert_eq!(
            accounts(&model, "Ida Brook"),
            ["tiktok idabrews 12400"],
            "{headers}"
        );
    }
}

#[test]
fn words_beside_a_known_one_turn_a_header_away() {
    let (plan, model) = import(
        "Name,Username,Platform,Followers,Growth Rate,Contact owner,Product label,Conversion rate\n\
         Anna Tee,@teaanna,instagram,1200,1.2%,Ed,mug,3%\nMo Fox,@mossfox,instagram,3400,-0.5%,Ed,cup,2%\n",
    );
    let goes: Vec<&str> = plan.report.columns.iter().map(|c| c.goes).collect();
    assert_eq!(
        goes,
        [
            "name",
            "handle",
            "platform",
            "followers",
            "words",
            "words",
            "words",
            "words"
        ]
    );
    assert!(
        person(&model, "Anna Tee")
            .extra
            .contains("Growth Rate: 1.2%")
    );
    let (_, model) = import(
        "Name,Instagram,Followers,Authentic engagement\nAnna Tee,teaanna,9.1M,157.2K\nMo Fox,mossfox,3.4M,98K\n",
    );
    assert_eq!(accounts(&model, "Anna Tee"), ["instagram teaanna 9100000"]);
    assert!(
        person(&model, "Mo Fox")
            .extra
            .contains("Authentic engagement: 98K")
    );
}

/// A row beside Ida's with one odd cell: the row is there, the cell kept with its words.
#[track_caller]
fn kept(header: &str, good: &str, odd: &str) {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let text = format!(
        "Name,Instagram,{header}\nIda Brook,idabrews,{}\nEve Ray,everay,{}\nMo Fox,mossfox,{}\n",
        quoted(good),
        quoted(good),
        quoted(odd)
    );
    let (plan, model) = import(&text);
    assert_eq!(
        (plan.report.new, plan.report.rejected.len()),
        (3, 0),
        "{odd}"
    );
    let cells: Vec<_> = plan
        .report
        .kept
        .iter()
        .map(|k| (k.line, k.column.as_str(), k.words.as_str()))
        .collect();
    assert_eq!(cells, [(4, header, odd)], "{header}");
    assert!(
        person(&model, "Mo Fox")
            .extra
            .contains(&format!("{header}: {odd}")),
        "{odd}"
    );
    assert_eq!(accounts(&model, "Mo Fox"), ["instagram mossfox"], "{odd}");
}

#[test]
fn an_odd_cell_costs_nobody_their_row() {
    for odd in [
        "£80/reel",
        "gifted",
        "£200 + product",
        "100-200",
        "350?",
        "£350 USD",
        "€350,00 CHF",
        "12 %",
        "-5",
        "#REF!",
        "two tins",
        "350 EUR or product",
    ] {
        kept("Rate", "$350", odd);
    }
    for odd in [
        "1.2mil", "5 mil", "12.5", "10k-15k", ">1M", "lots", "3 %", "#VALUE!", "1.5E+06",
    ] {
        kept("Followers", "1200", odd);
    }
    for odd in ["1896.38%", "high", "-2%", "#DIV/0!"] {
        kept("Engagement", "3.2%", odd);
    }
    for odd in ["last week", "spring", "2031-01-01", "31.02.2026"] {
        kept("Last contact", "2026-11-03", odd);
    }
    kept("Phone", "+49 151 1234567", "4.91511E+11");
    kept("Zip", "75008", "7.5E+04");
    kept("E-mail", "ida@shop.example", "ida at shop");
    kept("Follow up", "2026-12-01", "next wk");
    kept("Core", "yes", "perhaps");
}

#[test]
fn a_link_to_a_post_is_kept_and_the_person_too() {
    let (plan, model) = import(
        "Name,Instagram,Followers,Link\nIda Brook,idabrews,1200,https://www.instagram.com/reel/Cabc123/\n\
         Mo Fox,mossfox,3400,https://www.instagram.com/mossfox/\n",
    );
    assert_eq!(accounts(&model, "Ida Brook"), ["instagram idabrews 1200"]);
    assert_eq!(plan.report.kept, [], "a link is kept as a link");
    let links: Vec<&str> = model.contacts.iter().map(|c| &*c.value).collect();
    assert_eq!(links, ["https://www.instagram.com/reel/Cabc123/"]);
}

#[test]
fn amounts_know_their_currencies() {
    for (cell, is) in [
        ("$350 CAD", "CAD 350"),
        ("$350 AUD", "AUD 350"),
        ("CAD $350", "CAD 350"),
        ("US$ 350", "USD 350"),
        ("350 £", "GBP 350"),
        ("€ 1.234,50", "EUR 1234.50"),
        ("$350 MXN", "MXN 350"),
    ] {
        let amount = crate::exchange::numbers::read(cell).unwrap().unwrap();
        let shown = format!(
            "{} {}",
            amount.currency.unwrap(),
            amount.number(None).unwrap()
        );
        assert_eq!(shown.replace(".5", ".50"), is, "{cell}");
    }
    let check = |text: &str| crate::exchange::numbers::read(text).unwrap_err();
    assert!(check("£350 USD").contains("contradict"));
    assert!(check("€350,00 CHF").contains("contradict"));
    for (text, n) in [
        ("1.2万", 12_000),
        ("3만", 30_000),
        ("1,5 млн", 1_500_000),
        ("2 jt", 2_000_000),
    ] {
        let amount = crate::exchange::numbers::read(text).unwrap().unwrap();
        assert_eq!(amount.counted().and_then(|c| c.whole()), Some(n), "{text}");
    }
}

#[test]
fn counts_without_an_account_stay_as_words() {
    let (plan, model) = import(
        "name,platform,followers,engagement_rate,avg_views,rate\nIda Brook,Instagram,102345,3.9,5400,$500\n",
    );
    let ida = person(&model, "Ida Brook");
    for words in [
        "platform: Instagram",
        "followers: 102345",
        "engagement_rate: 3.9",
        "avg_views: 5400",
    ] {
        assert!(ida.extra.contains(words), "{words}: {}", &*ida.extra);
    }
    assert_eq!(
        (ida.rate.unwrap().to_string(), plan.report.kept.len()),
        ("$500".into(), 4)
    );
}

#[test]
fn two_bare_handles_stay_under_their_own_headers() {
    let (_, model) = import(
        "Name,Nickname,Channel,YouTube\nIda Brook,ida,teatime,https://www.youtube.com/@idabrews\n",
    );
    assert_eq!(accounts(&model, "Ida Brook"), ["youtube idabrews"]);
    assert_eq!(
        &*person(&model, "Ida Brook").extra,
        "Nickname: ida\nChannel: teatime"
    );
}

#[test]
fn remarks_beside_a_handle_are_no_part_of_it() {
    let (_, model) = import(
        "Name,Instagram\nA3 T,@a3_t (IG)\nA5 F,a5_t (12k)\nA7 S,instagram: a7_t\nA8 E,@a8_t - private\nA9 N,＠a9_t.\n",
    );
    let all: Vec<String> = model
        .accounts
        .iter()
        .map(|a| a.handle.to_string())
        .collect();
    assert_eq!(all, ["a3_t", "a5_t", "a7_t", "a8_t", "a9_t"]);
}

#[test]
fn headers_again_and_averages_are_no_people() {
    let (plan, model) = import(
        "Name,Instagram,Followers\nAna Lis,@analis_t,12000\nName,Instagram,Followers\nBo Kern,@bokern_t,13000\nTotal,,25000\nAverage,,12500\n",
    );
    assert_eq!((model.creators.len(), plan.report.rejected.len()), (2, 0));
    assert_eq!(plan.report.warnings.len(), 2, "{:?}", plan.report.warnings);
}

#[test]
fn whatever_says_so_in_any_language_is_not_to_be_contacted() {
    let rows = [
        ("yes", true),
        ("asked not to be mailed", true),
        ("2026-03-01", true),
        ("YES - by mail", true),
        ("", false),
        ("no", false),
        ("☑", true),
        ("DNC", true),
        ("checked", true),
        ("opted out 3 Nov", true),
        ("never again", true),
        ("☐", false),
        ("TRUE", true),
        ("FALSE", false),
        ("ja", true),
        ("nein", false),
        ("oui", true),
        ("non", false),
        ("はい", true),
        ("いいえ", false),
        ("да", true),
        ("нет", false),
        ("x", true),
        ("✓", true),
        ("✔️", true),
        ("no more mails please", true),
    ];
    let mut text = String::from("Name,Instagram,Do not contact\n");
    for (at, (cell, _)) in rows.iter().enumerate() {
        text += &format!("P{at} Person,p{at}_t,{cell}\n");
    }
    let (plan, model) = import(&text);
    for (at, (cell, never)) in rows.iter().enumerate() {
        let one = person(&model, &format!("P{at} Person"));
        assert_eq!(one.do_not_contact, *never, "{cell}");
        assert_eq!(
            one.do_not_contact_why
                .contains(cell.trim_end_matches('\u{fe0f}')),
            *never || cell.is_empty(),
            "{cell}"
        );
    }
    assert_eq!(
        plan.never.len(),
        rows.iter().filter(|(_, never)| *never).count()
    );
    for header in [
        "Nicht kontaktieren",
        "Blacklist",
        "Opted out",
        "Unsubscribed",
        "连络".trim_end_matches("连络"),
        "黑名单",
        "Не писать",
    ] {
        if !header.is_empty() {
            let (_, model) = import(&format!(
                "Name,Instagram,{header}\nIda Brook,idab,\nMo Fox,mof,x\n"
            ));
            assert!(
                person(&model, "Mo Fox").do_not_contact
                    && !person(&model, "Ida Brook").do_not_contact,
                "{header}"
            );
        }
    }
}

#[test]
fn a_status_may_say_that_too_and_unknown_words_are_kept() {
    let (plan, model) = import(
        "Name,Instagram,Status\nA1 One,a1_t,Do not contact\nA2 Two,a2_t,blacklist\nA3 Three,a3_t,Opted out\nA4 Four,a4_t,Unsubscribed\n\
         A5 Five,a5_t,contacted\nA6 Six,a6_t,Declined (too expensive)\nA7 Seven,a7_t,Warehouse 7\nA8 Eight,a8_t,✅ Live\n",
    );
    let never: Vec<&str> = plan.never.iter().map(String::as_str).collect();
    assert_eq!(never, ["A1 One", "A2 Two", "A3 Three", "A4 Four"]);
    assert_eq!(
        &*person(&model, "A2 Two").do_not_contact_why,
        "Status: blacklist"
    );
    let stage = |name: &str| {
        let id = person(&model, name).id;
        let deal = model.of::<Collaboration>(id).next().unwrap();
        (deal.stage.number(), deal.outcome)
    };
    assert_eq!(stage("A5 Five"), (2, None));
    assert_eq!(stage("A6 Six"), (2, Some(Outcome::Declined)));
    assert_eq!(stage("A7 Seven"), (1, None));
    assert_eq!(stage("A8 Eight"), (4, None));
    assert_eq!(
        &*person(&model, "A6 Six").extra,
        "Status: Declined (too expensive)"
    );
    assert_eq!(&*person(&model, "A7 Seven").extra, "Status: Warehouse 7");
    assert_eq!(plan.report.kept.len(), 1);
}

#[test]
fn a_one_tab_tracker_brings_its_work_along() {
    let text = "Name,Insta,Status,Campaign,Fee,Deliverables,Go live,Post link,Code,Code until,Usage rights,To do next,By when,Last contact\n\
        Peter Vale,@pvale,in Verhandlung,Winter tea,£350,1 reel + 2 stories,2026-12-09,,PVALE10,2026-12-31,organic until 2027-06-30,send 2 tins,2026-12-01,2026-11-10\n\
        Ana Lis,@analis,posted,winter tea,£200,reel,2026-11-12,https://www.instagram.com/reel/Cabc/,,,,nudge,,\n\
        Bo Kern,@bokern,contacted,Winter tea,gifted,,,,,,no,,,\n";
    let (plan, model) = import(text);
    let goes: Vec<&str> = plan.report.columns.iter().map(|c| c.goes).collect();
    assert_eq!(
        goes,
        [
            "name",
            "instagram",
            "stage",
            "campaign",
            "fee",
            "piece",
            "live_due",
            "post_link",
            "code",
            "code_until",
            "rights",
            "next_step",
            "follow_up",
            "last_contacted"
        ]
    );
    assert_eq!((model.campaigns.len(), model.creators.len()), (1, 3));
    let peter = person(&model, "Peter Vale");
    let deal = model.of::<Collaboration>(peter.id).next().unwrap();
    assert_eq!(
        (deal.stage, deal.fee.unwrap().to_string()),
        (Stage::Onboarding, "£350".into())
    );
    assert_eq!(deal.campaign, model.campaigns.iter().next().map(|c| c.id));
    let pieces = |name: &str| -> Vec<_> {
        model
            .of::<Deliverable>(person(&model, name).id)
            .map(|p| {
                (
                    p.format.to_string(),
                    p.state,
                    p.live_due.map(|d| d.to_string()),
                    p.link.to_string(),
                )
            })
            .collect()
    };
    let due = || Some("2026-12-09".to_string());
    assert_eq!(
        pieces("Peter Vale"),
        [
            ("1 reel".into(), PieceState::Planned, due(), String::new()),
            (
                "2 stories".into(),
                PieceState::Planned,
                due(),
                String::new()
            )
        ]
    );
    let ana = pieces("Ana Lis");
    assert_eq!(
        (ana.len(), ana[0].1, ana[0].3.as_str()),
        (1, PieceState::Live, "https://www.instagram.com/reel/Cabc/")
    );
    let rights: Vec<_> = model
        .of::<Right>(peter.id)
        .map(|r| {
            (
                r.kind,
                r.code.to_string(),
                r.scope.to_string(),
                r.end.map(|d| d.to_string()),
            )
        })
        .collect();
    assert_eq!(
        rights,
        [
            (
                RightKind::Code,
                "PVALE10".into(),
                String::new(),
                Some("2026-12-31".into())
            ),
            (
                RightKind::Usage,
                String::new(),
                "organic until 2027-06-30".into(),
                Some("2027-06-30".into())
            )
        ]
    );
    let steps: Vec<_> = model
        .followups
        .iter()
        .map(|f| (f.what.to_string(), f.day.to_string(), f.if_no_reply))
        .collect();
    assert_eq!(
        steps,
        [
            ("send 2 tins".into(), "2026-12-01".into(), false),
            ("nudge".into(), "2026-11-20".into(), true)
        ]
    );
    let kept: Vec<_> = plan
        .report
        .kept
        .iter()
        .map(|k| (k.line, k.words.as_str()))
        .collect();
    assert_eq!(kept, [(4, "gifted")]);
    assert!(person(&model, "Bo Kern").extra.contains("Fee: gifted"));
}

#[test]
fn tabs_of_a_tracker_meet_in_the_same_people() {
    let (_, mut model) = import(
        "name,handle,platform,follower count,engagement rate,location,niche,email,status\nIda Brook,@idab,instagram,1200,3.2%,Leeds,tea,ida@x.example,active\n",
    );
    let mut notes = KnownNotes::default();
    for text in [
        "creator name,campaign,agreed deliverables,deadline,content status,compensation type,amount,link\n\
         Ida Brook,Spring,2 reels,2026-12-04,pending,paid,$300,\nIda Brook,Autumn,story,2026-11-02,posted,gifted,,https://www.instagram.com/stories/idab/1\n",
        "creator name,last contact date,next action needed,due date,notes\nIda Brook,2026-11-11,send brief,2026-11-27,likes oolong\n",
    ] {
        let sheet = read(text.as_bytes()).unwrap();
        let plan = planned(&sheet, &model, &notes, &options());
        assert_eq!(
            (plan.report.new, plan.report.rejected.len()),
            (0, 0),
            "{:?}",
            plan.report
        );
        commit(&plan, &mut model, &mut notes);
        let again = planned(&sheet, &model, &notes, &options());
        assert!(again.step.is_empty(), "{:?}", again.step.edits);
    }
    assert_eq!(
        (
            model.creators.len(),
            model.campaigns.len(),
            model.collaborations.len()
        ),
        (1, 2, 2)
    );
    let pieces: Vec<_> = model
        .deliverables
        .iter()
        .map(|p| (p.format.to_string(), p.state))
        .collect();
    assert_eq!(pieces.len(), 2, "{pieces:?}");
    assert_eq!(
        model.followups.iter().next().map(|f| f.what.to_string()),
        Some("send brief".into())
    );
}

#[test]
fn cards_and_address_books_are_people() {
    let (plan, model) = import(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ida Marie Brook\nN:Brook;Ida;Marie;Ms;\nNICKNAME:ida\nBDAY;VALUE=date:1990-12-12\nNOTE:likes oolong\n\
         EMAIL;TYPE=home:ida@home.example\nEMAIL;TYPE=work:ida@shop.example\nTEL;TYPE=cell:555 0100\nTEL;TYPE=home:555 0101\nURL;TYPE=homepage:idabrews.example\nEND:VCARD\n",
    );
    let ida = person(&model, "Ida Brook");
    assert_eq!(
        (
            plan.report.profile.as_str(),
            model.creators.len(),
            &*ida.email,
            &*ida.phone
        ),
        ("vcard", 1, "ida@home.example", "555 0100")
    );
    for words in [
        "ida@shop.example",
        "555 0101",
        "1990-12-12",
        "Ida Marie Brook",
        "Nickname: ida",
    ] {
        assert!(ida.extra.contains(words), "{words}: {}", &*ida.extra);
    }
    let (plan, model) = import(
        "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,TAGS\nida@shop.example, Ida , Brook ,2,2026-01-02 10:00:00,\"\"\"Tea Lovers\"\",\"\"Leeds\"\"\"\nmo@shop.example,,,2,2026-01-02 10:00:00,Tea Lovers\n",
    );
    assert_eq!(plan.report.profile, "mailchimp");
    assert_eq!(
        person(&model, "Ida Brook")
            .tags
            .0
            .split(' ')
            .collect::<Vec<_>>(),
        ["tea-lovers", "leeds"]
    );
    let (_, model) = import(
        "Vorname;Nachname;Firma;Telefon privat;Mobiltelefon;Kategorien;E-Mail-Adresse;E-Mail-Typ;E-Mail 2: Adresse;Notizen\nMia;Kern;;+49 30 1;+49 170 0000000;Creator;mia@x.example;SMTP;mia2@x.example;mag Balm\n",
    );
    let mia = person(&model, "Mia Kern");
    assert_eq!(
        (&*mia.email, &*mia.phone),
        ("mia@x.example", "+49 170 0000000")
    );
    assert!(
        mia.extra.contains("mia2@x.example") && mia.extra.contains("+49 30 1"),
        "{}",
        &*mia.extra
    );
}
