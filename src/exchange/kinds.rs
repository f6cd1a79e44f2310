//! The importers' table: every kind of file that people have lying about, how it is recognised, what
//! it is called and what is made of it. Recognition runs before any column is placed, so that what
//! is recognised as something else is never taken for people.

use super::fields::squashed;
use super::limits::Refused;
use super::profiles::{self, Profile, stands};
use super::vcard;

/// What is made of a kind of file.
#[derive(Debug, Clone, Copy)]
pub enum Makes {
    /// Creators, their accounts, and the work of the sheet.
    People(&'static Profile),
    /// Nothing: refused by name, with what helps.
    Nothing(&'static str),
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its key.
    pub key: &'static str,
    /// What it is, to stand behind "this is".
    pub name: &'static str,
    /// Groups of squashed headers; of each group one has to be there. `day*` is a beginning.
    pub marks: &'static [&'static [&'static str]],
    /// Headers that speak against it: then the rows are about people.
    pub unless: &'static [&'static str],
    /// What is made of it.
    pub makes: Makes,
}

/// Headers of who a row is about.
#[rustfmt::skip] // a list
const WHO: &[&str] = &[
    "handle", "ighandle", "instagram", "instagramhandle", "tiktok", "tiktokhandle", "youtube", "username", "creator", "creatorname", "influencer",
    "influencername", "influenceraffiliatename", "influencerhandle", "followers", "email",
];

/// Headers of a list of creators with their orders or parcels beside them.
#[rustfmt::skip] // a list
const SOCIAL: &[&str] = &[
    "handle", "ighandle", "instagram", "instagramhandle", "tiktok", "tiktokhandle", "youtube", "creator", "creatorname", "influencer",
    "influencername", "influencerhandle", "followers", "followercount",
];
/// Headers of a list of parcels to people.
const PARCELS: &[&str] = &[
    "address",
    "shippingaddress",
    "firstname",
    "fullname",
    "postalcode",
    "city",
];

const ORDERS: Makes = Makes::Nothing("orders do not come in from a file yet");
const POSTS: Makes = Makes::Nothing("numbers of posts do not come in from a file yet");
const PAYOUTS: Makes = Makes::Nothing("payments do not come in from a file yet");
const CODES: Makes = Makes::Nothing(
    "codes of a shop do not come in from a file yet; a column of codes in a list of people does",
);

const fn refused(
    key: &'static str,
    name: &'static str,
    marks: &'static [&'static [&'static str]],
    makes: Makes,
) -> Kind {
    Kind {
        key,
        name,
        marks,
        unless: &[],
        makes,
    }
}

const fn unless_social(kind: Kind) -> Kind {
    Kind {
        unless: SOCIAL,
        ..kind
    }
}

const fn unless_who(kind: Kind) -> Kind {
    Kind {
        unless: WHO,
        ..kind
    }
}

#[rustfmt::skip] // long lists of headers
const POST_ID: &[&str] = &["postid", "identificadordelapublicacion", "identificadordelapiezadevideo", "identificacaodopost", "identifiantdelapublication", "iddelpost", "beitragsid"];
#[rustfmt::skip]
const PUBLISH_TIME: &[&str] = &["publishtime", "horadepublicacion", "horariodepublicacao", "heuredepublication", "orariodipubblicazione", "veroffentlichungszeitpunkt", "veroffentlichungszeit"];
#[rustfmt::skip]
const PERMALINK: &[&str] = &["permalink", "enlacepermanente", "linkpermanente", "permalien"];
#[rustfmt::skip]
const ORDER: &[&str] = &["orderid", "ordernumber", "order", "orderno", "ordername", "orderref", "orderreference", "bestellnummer", "commanden", "numerodecommande", "numerodepedido", "pedido", "auftragsnummer", "transactionid", "receiptnumber"];
#[rustfmt::skip]
const TOTAL: &[&str] = &["total", "ordertotal", "ordertotalamount*", "ordersubtotalamount", "subtotal", "netsales", "nrevenueformatted", "revenue", "ventesnettes", "amount", "saleamount", "sales", "grandtotal", "totalprice", "ordervalue", "gesamt", "summe", "totalsales"];
#[rustfmt::skip]
const SOLD: &[&str] = &["coupon*", "couponcode", "codespromo", "discountcode*", "billing*", "customer", "customeremail", "customername", "orderstatus", "orderdate", "financialstatus", "fulfillmentstatus", "paymentmethod*", "lineitem*", "vouchercode", "shippingmethod", "commission", "totalcommission"];
#[rustfmt::skip]
const DAY: &[&str] = &["day", "date", "week", "month", "datum", "fecha", "data", "jour", "tag", "giorno", "dia", "日付", "日期", "byday", "reportingstarts"];
#[rustfmt::skip]
const FIGURE: &[&str] = &["videoviews", "views", "reach", "reachedaudience", "impressions*", "sessions", "orders", "grosssales", "netsales", "totalsales", "profileviews", "engagements", "primary", "newfollowers", "lostfollowers", "revenue", "visitors", "pageviews", "averageordervalue", "newcustomers", "spend", "cost", "subscribers", "downloads", "watchtimehours"];

/// All kinds that are no people, the more particular before the more general.
#[rustfmt::skip] // a table: a kind in a few lines
pub const KINDS: &[Kind] = &[
    refused("shopify-orders", "an export of orders of a shop",
        &[&["financialstatus", "paidat"], &["lineitemname", "lineitemquantity", "lineitemprice"], &["createdat", "subtotal", "total"]], ORDERS),
    unless_social(refused("affiliate-report", "a report of an affiliate network",
        &[&["publisher*", "affiliate*", "partner*", "promoter*", "memberidu1", "advertiser*", "sitename", "aid", "campaignid", "conversiondate"],
          &["commission*", "totalcommission", "affiliatecommission", "earnings", "payout", "reward", "reference", "pendingno"],
          &["saleamount", "sales", "revenue", "orderid", "ordernumber", "orderref", "ordertotal", "order", "context", "clicks", "conversions", "transactiondate", "eventdate", "actiondate"]], ORDERS)),
    unless_social(refused("woo-orders", "an export of orders of a shop",
        &[ORDER, &["status", "orderstatus", "etat", "financialstatus", "couponcode", "coupons", "coupon*", "codespromo", "discountcode*"], TOTAL, SOLD], ORDERS)),
    unless_who(refused("orders", "a list of orders", &[ORDER, TOTAL, SOLD], ORDERS)),
    refused("shopify-discounts", "a list of discount codes of a shop",
        &[&["valuetype", "timesusedintotal", "discounttype", "usagelimit*", "usagecount"], &["status", "poststatus", "couponamount", "value"], &["start", "startdate", "value", "couponamount", "posttitle", "code", "couponcode"]], CODES),
    unless_who(refused("code-sums", "a table of codes with their orders and sales",
        &[&["code", "codes", "couponcode", "coupon", "discountcode", "discountname", "promocode", "vouchercode", "rabattcode", "codepromo"],
          &["orders", "discountedorders", "uses", "redemptions", "timesused", "usagecount", "bestellungen", "commandes", "pedidos", "applieddiscounts"],
          &["sales", "netsales", "totalsales", "grosssales", "revenue", "umsatz", "amount", "amountdiscounted", "discountamount", "ventas", "total"]], ORDERS)),
    refused("meta-posts", "an export of posts from Meta Business Suite", &[POST_ID, PERMALINK, PUBLISH_TIME], POSTS),
    refused("meta-ads", "a report of ads",
        &[&["campaignname", "kampagnenname", "nomdelacampagne", "nombredelacampana", "nomedacampanha", "nomedellacampagna", "adname", "anzeigenname"],
          &["amountspent*", "ausgegebenerbetrag*", "montantdepense*", "importegastado*", "valorusado*", "valorgasto*", "importospeso*", "cost", "spend"],
          &["impressions", "impressionen", "impresiones", "impressoes", "impression", "reach", "reichweite", "clicksdestination"]],
        Makes::Nothing("reports of ads do not come in from a file yet")),
    refused("tiktok-posts", "an export of posts from TikTok", &[&["videolink"], &["totalviews", "views"], &["posttime", "videotitle"]], POSTS),
    refused("youtube-posts", "an export of videos from YouTube Studio",
        &[&["content", "inhalte", "contenu", "contenido"], &["videopublishtime", "videotitle", "watchtimehours", "veroffentlichungszeitpunktdesvideos"]], POSTS),
    refused("x-posts", "an export of posts from X", &[&["postid", "tweetid"], &["impressions"], &["posttext", "postlink", "tweettext", "tweetpermalink"]], POSTS),
    refused("linkedin-posts", "an export of posts from LinkedIn", &[&["posturl"], &["postpublishdate"], &["engagements", "impressions"]], POSTS),
    refused("posts", "a list of posts with their numbers",
        &[&["postid", "mediaid", "videoid", "pinid"], &["likes", "views", "impressions", "reach", "saves"]], POSTS),
    refused("ga4-nth-day", "a report of Google Analytics by numbered days",
        &[&["nthday", "nthweek", "nthmonth", "nthhour"]], Makes::Nothing("numbered days cannot be told apart: export it by date, or by session campaign")),
    refused("ga4", "a report of Google Analytics",
        &[&["sessionsource*", "sessioncampaign*", "sessionmedium", "sessiondefault*", "firstuser*", "sessionmanual*", "landingpage*"], &["sessions", "engagedsessions", "activeusers", "totalusers", "eventcount"]],
        Makes::Nothing("clicks do not come in from a file yet")),
    refused("payouts", "a statement of payments",
        &[&["gross", "brutto", "brut", "bruto", "lordo", "amount", "credit*", "debit*", "totalamount", "betrag", "montant", "importe"],
          &["fee", "fees", "gebuhr", "gebuhren", "commission", "comision", "tariffa", "totalfees", "runningbalance", "balance", "saldo"],
          &["net", "netto", "nete", "neto", "runningbalance", "balance", "availableon*", "transferwiseid", "paymentcurrency", "paymentreference", "startedutc", "saldo", "solde"]], PAYOUTS),
    refused("wise-batch", "a batch of payments", &[&["recipientemail", "recipientid"], &["amountcurrency", "targetcurrency"]], PAYOUTS),
    refused("payoneer", "a statement of payments", &[&["transactiondate", "transactionid"], &["creditamount", "debitamount", "payoutmethod"]], PAYOUTS),
    refused("activities", "a log of activities",
        &[&["activitytype", "activityid", "engagementtype"], &["activitydate", "activityowner", "activityassignedto", "date", "createdate"]],
        Makes::Nothing("contacts do not come in from a log yet; `touchbase mail` reads the mails themselves")),
    refused("shop-customers", "a list of customers of a shop",
        &[&["customerid", "acceptsemailmarketing", "acceptsmarketing", "activesubscription"], &["totalspent", "totalorders", "acceptsemailmarketing", "acceptsmarketing", "totalspend", "aov", "orders", "emaildisabled", "plan", "defaultaddress*"]],
        Makes::Nothing("customers are no creators; a list of the creators among them is what comes in")),
    refused("woo-customers", "a list of customers of a shop", &[&["aov"], &["totalspend", "orders"]],
        Makes::Nothing("customers are no creators; a list of the creators among them is what comes in")),
    refused("shopify-products", "a list of products", &[&["bodyhtml", "variantsku", "variantprice", "variantinventoryqty"]],
        Makes::Nothing("products do not come in; type them with the deal or the parcel they go with")),
    unless_who(refused("products", "a list of products",
        &[&["sku", "productid", "barcode", "ean", "gtin", "productname", "product", "producttitle", "artikelnummer", "artikel", "produkt", "asin"],
          &["price", "stock", "stockquantity", "quantity", "qty", "inventory", "bestand", "preis", "menge", "producturl", "imageurl", "cost", "stuckzahl"]],
        Makes::Nothing("products do not come in; type them with the deal or the parcel they go with"))),
    unless_who(refused("order-lines", "lines of orders",
        &[&["lineitem*", "itemname", "lineitemname", "productname", "producttitle", "item"], &["quantity", "qty", "itemcost", "unitprice", "lineitemquantity"]],
        Makes::Nothing("single lines of orders do not come in; export the orders with their totals and codes"))),
    unless_who(refused("tasks", "a list of tasks",
        &[&["taskname", "task", "tasks", "tasktitle", "taskid", "aufgabe", "tache", "tarea", "issuekey", "cardname"],
          &["assignee", "duedate", "completedat", "sectioncolumn", "status", "priority", "projects", "zustandig", "list", "done"]],
        Makes::Nothing("tasks do not come in; a list of people with a column \"Next step\" does"))),
    unless_who(refused("projects", "a list of projects",
        &[&["projectname", "projectid", "projekt", "projet"], &["status", "deadline", "startdate", "enddate", "owner", "budget", "duedate"]],
        Makes::Nothing("projects do not come in; campaigns are added by hand"))),
    unless_who(refused("newsletter-report", "figures of a newsletter",
        &[&["opens", "openrate", "uniqueopens", "totalopens"], &["clicks", "clickrate", "uniqueclicks", "totalclicks", "unsubscribes", "bounces"]],
        Makes::Nothing("they belong to no creator"))),
    unless_who(refused("cohorts", "figures of a shop by month",
        &[&["neworreturningcustomer", "monthssincefirstpurchase", "customersincohort"], &["customers", "orders", "totalsales", "customerretentionrate"]],
        Makes::Nothing("they belong to no creator"))),
    unless_who(refused("figures", "figures by day", &[DAY, FIGURE], Makes::Nothing("they belong to no creator"))),
    Kind {
        key: "campaigns",
        name: "a list of campaigns",
        marks: &[&["campaign", "campaignname", "name", "kampagne", "campagne"], &["budget", "goal", "kpi", "ziel"], &["starts", "startdate", "start", "ends", "enddate", "end", "beginn"]],
        unless: &["handle", "ighandle", "instagram", "tiktok", "email", "influencer", "influenceraffiliatename", "creator", "followers"],
        makes: Makes::Nothing("campaigns are added by hand; a list of people with a column \"Campaign\" makes them too"),
    },
];

/// What a file begins with when it is no table at all, what it then is and what helps.
#[rustfmt::skip] // a table
const CONTENTS: &[(&str, &str, &str)] = &[
    ("begin:vcalendar", "a calendar", "`--as holidays` takes one of holidays"),
    ("<!doctype html", "a web page", "save the table as CSV"),
    ("<html", "a web page", "save the table as CSV"),
    ("<?xml", "an XML file", "save the table as CSV"),
    ("{", "a JSON file", "save the table as CSV"),
    ("[{", "a JSON file", "save the table as CSV"),
    ("[[", "a dump of an affiliate program in sections", "export the list of affiliates as a table of its own"),
    ("from - ", "a mailbox", "`touchbase mail` reads it"),
    ("return-path:", "a mail", "`touchbase mail` reads it"),
    ("delivered-to:", "a mail", "`touchbase mail` reads it"),
    ("received: ", "a mail", "`touchbase mail` reads it"),
    ("mime-version:", "a mail", "`touchbase mail` reads it"),
    ("message-id:", "a mail", "`touchbase mail` reads it"),
    ("x-mozilla-status:", "a mail", "`touchbase mail` reads it"),
];

/// Why a text is no table, by how it begins.
pub fn no_table(text: &str) -> Option<Refused> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head: String = start
        .chars()
        .take(40)
        .flat_map(char::to_lowercase)
        .collect();
    let begins = |with: &str| head.starts_with(with);
    let mail =
        begins("from ") && head.contains('@') || begins("from: ") && start.contains("\nSubject:");
    let found = CONTENTS
        .iter()
        .find(|(with, ..)| begins(with))
        .map(|(_, what, how)| (*what, *how));
    // A table may well have a first cell in brackets or braces.
    let table = matches!(head.chars().next(), Some('{' | '[')) && !start.contains(['"', ']']);
    found
        .filter(|_| !table)
        .or(mail.then_some(("a mail", "`touchbase mail` reads it")))
        .map(|(what, how)| Refused::Content { what, how })
}

/// The kind that the headers of a table name, if they name one that is no people.
fn no_people(headers: &[String]) -> Option<&'static Kind> {
    let fits = |kind: &&Kind| {
        kind.marks
            .iter()
            .all(|group| group.iter().any(|mark| stands(headers, mark)))
            && !kind.unless.iter().any(|who| stands(headers, who))
            && !(matches!(kind.key, "products" | "order-lines" | "tasks")
                && PARCELS.iter().any(|who| stands(headers, who)))
    };
    KINDS.iter().find(fits)
}

/// The kind of a table by its headers: what somebody says it is, else what is recognised. The
/// error is the sentence for what is recognised as something else than people.
pub fn recognised(said: Option<&str>, headers: &[String]) -> Result<&'static Profile, Refused> {
    if said.is_some() {
        return profiles::choose(said, headers);
    }
    let squashed: Vec<String> = headers.iter().map(|h| squashed(h)).collect();
    let people = profiles::guess(headers);
    match no_people(&squashed) {
        // Where both claim it, the one that asks for more headers knows better.
        Some(kind) if people.needs.len() <= kind.marks.len() => match kind.makes {
            Makes::Nothing(how) => Err(Refused::Kind {
                what: kind.name,
                how,
            }),
            Makes::People(profile) => Ok(profile),
        },
        _ => Ok(people),
    }
}

/// Whether a text is one of cards rather than a table.
pub fn is_cards(text: &str) -> bool {
    vcard::is_cards(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(headers: &str, expect: &str) {
        let headers: Vec<String> = headers.split(',').map(String::from).collect();
        let squashed: Vec<String> = headers.iter().map(|h| squashed(h)).collect();
        let found = match recognised(None, &headers) {
            Ok(profile) => profile.key,
            Err(_) => no_people(&squashed).map_or("?", |k| k.key),
        };
        assert_eq!(found, expect, "{headers:?}");
        // In any order, and with other columns beside.
        let mut turned = headers.clone();
        turned.reverse();
        turned.insert(1, "Something else".into());
        assert_eq!(
            recognised(None, &turned).is_ok(),
            recognised(None, &headers).is_ok()
        );
        assert!(recognised(Some("people"), &headers).is_ok());
    }

    #[test]
    fn files_are_told_apart_by_their_headers() {
        check(
            "Name,Email,Financial Status,Paid at,Currency,Total,Discount Code,Created at,Lineitem name,Billing Name",
            "shopify-orders",
        );
        check(
            "Order ID,Email,Financial Status,Paid at,Amount Refunded,Total,Lineitem name",
            "shopify-orders",
        );
        check(
            "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,Attribution",
            "woo-orders",
        );
        check(
            "Date,Commande n°,État,Client,Produit(s),Articles vendus,Code(s) promo,Ventes nettes",
            "woo-orders",
        );
        check(
            "Order Number,Order Status,Order Date,Email (Billing),Order Total Amount,Coupon Code",
            "woo-orders",
        );
        check(
            "order_id,order_number,order_date,status,order_total,customer_email,coupon_items",
            "woo-orders",
        );
        check(
            "Discount name,Discount method,Discounted orders,Gross sales,Net sales,Total sales",
            "code-sums",
        );
        check("code,orders,revenue", "code-sums");
        check(
            "Name,Value,Value Type,Type,Discount Class,Times Used In Total,Status,Start,End",
            "shopify-discounts",
        );
        check(
            "ID,post_title,post_status,discount_type,coupon_amount,usage_count,usage_limit",
            "shopify-discounts",
        );
        check(
            "Affiliate ID,Email,Name,Payment Email,Username,Amount,Currency,Reference,Context,Status,Date",
            "affiliate-report",
        );
        check(
            "Conversion Date,First Name,Last Name,Order ID,Revenue,Commission",
            "affiliate-report",
        );
        check(
            "id,publisherId,siteName,commissionStatus,commissionAmount,saleAmount,transactionDate",
            "affiliate-report",
        );
        check(
            "Post ID,Page ID,Page name,Title,Publish time,Permalink,Post type,Views,Reach",
            "meta-posts",
        );
        check(
            "Beitrags-ID,Konto-ID,Kontoname,Beschreibung,Veröffentlichungszeitpunkt,Permalink,Aufrufe",
            "meta-posts",
        );
        check(
            "Campaign name,Ad name,Impressions,Amount spent (EUR),Link clicks",
            "meta-ads",
        );
        check(
            "Video title,Video link,Post time,Total likes,Total comments,Total views",
            "tiktok-posts",
        );
        check(
            "Content,Video title,Video publish time,Duration,Views",
            "youtube-posts",
        );
        check(
            "Session source / medium,Sessions,Engaged sessions,Total revenue",
            "ga4",
        );
        check("Nth day,Sessions", "ga4-nth-day");
        check(
            "Date,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address",
            "payouts",
        );
        check(
            "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC)",
            "payouts",
        );
        check(
            "TransferWise ID,Date,Amount,Currency,Description,Running Balance,Total fees",
            "payouts",
        );
        check(
            "Activity ID,Activity Type,Activity Date,Activity Owner,Associated Contact Email",
            "activities",
        );
        check(
            "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Tags",
            "shop-customers",
        );
        check(
            "Handle,Title,Body (HTML),Vendor,Variant SKU,Variant Price",
            "shopify-products",
        );
        check("SKU,Product Name,Price,Stock", "products");
        check("Task Name,Assignee,Due Date,Status", "tasks");
        check("Day,Orders,Gross sales,Net sales", "figures");
        check("Date,Video views,Profile views,Likes", "figures");
        check("id,name,niche,starts,ends,budget,goal", "campaigns");
    }

    #[test]
    fn lists_of_people_stay_lists_of_people() {
        for headers in [
            "Name,Instagram,Followers",
            "Instagram,Followers",
            "Name,Handle,Platform,Code,Orders,Revenue",
            "Creator,Deliverable,Deadline,Amount,Link",
            "Name,Email,Status,Task,Due date",
            "Name,IG handle,Views,Date",
            "Influencer,Product,Quantity,Address",
            "Name,Email,Rate,Last contact",
            "Handle,Post link,Views,Date,Followers",
            "Name,Platform,Handle,Followers,Tier,Engagement Rate,Niche,Email,Status,Outreach Date,Last Contact,Notes,Revenue Generated",
        ] {
            let headers: Vec<String> = headers.split(',').map(String::from).collect();
            assert!(
                recognised(None, &headers).is_ok(),
                "{headers:?}: {:?}",
                recognised(None, &headers).map(|p| p.key)
            );
        }
    }

    #[test]
    fn marks_are_squashed_and_keys_differ() {
        let mut keys: Vec<&str> = KINDS.iter().map(|k| k.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), KINDS.len());
        for kind in KINDS {
            for mark in kind.marks.iter().copied().flatten().chain(kind.unless) {
                assert_eq!(squashed(mark), mark.trim_end_matches('*'), "{}", kind.key);
            }
        }
    }

    #[test]
    fn what_is_no_table_is_named() {
        for (text, what) in [
            ("BEGIN:VCALENDAR\nVERSION:2.0", "a calendar"),
            ("From ana@x.example Tue Nov 24\nSubject: hi\n", "a mail"),
            (
                "From: Ana <ana@x.example>\nTo: b@x.example\nSubject: hi\n",
                "a mail",
            ),
            ("  <!DOCTYPE html><table>", "a web page"),
            ("{\"creators\": []}", "a JSON file"),
        ] {
            let why = no_table(text).unwrap().to_string();
            assert!(why.contains(what), "{why}");
        }
        for text in [
            "Name,Email\nMia,m@x.de\n",
            "from,to\na,b\n",
            "{name},{mail}\n",
            "From,Subject\n",
        ] {
            assert!(no_table(text).is_none(), "{text}");
        }
    }
}
