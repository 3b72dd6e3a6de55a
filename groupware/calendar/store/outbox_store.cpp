#include "groupware/calendar/store/outbox_store.h"

#include "dbpool/routing/execute_rows.h"
#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/json_list.h"
#include "dbpool/routing/sql_text.h"

namespace groupware::calendar {
namespace {

using dbpool::ReadStatement;
using dbpool::UnsyncedStatement;
using dbpool::WriteStatement;

constexpr std::size_t kErrorCharacters = 512;

constexpr std::string_view kHeadColumns =
    "id, object, topic, scope, method, uid, sender, sender_name, actor, actor_name, recipient, recipient_name, "
    "subject, "
    "created, state, attempts, next_attempt, status, last_error";
constexpr std::string_view kSelect = "SELECT ";
constexpr std::string_view kTexts = ", body, calendar, html, language";

constexpr WriteStatement kInsert{
    "calendar.outbox.insert",
    "INSERT INTO calendar_outbox (cid, id, object, topic, scope, method, uid, sender, sender_name, actor, actor_name, "
    "recipient, recipient_name, subject, body, calendar, html, language, created, state, attempts, next_attempt, "
    "lease, "
    "leased_until, status, last_error) SELECT ?, j.id, j.object, j.topic, j.scope, j.method, j.uid, j.sender, "
    "j.sender_name, "
    "j.actor, "
    "j.actor_name, j.recipient, j.recipient_name, j.subject, j.body, j.calendar, j.html, j.language, j.created, 0, 0, "
    "j.created, "
    "0, 0, '', "
    "'' FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', object BIGINT PATH '$[1]', topic BIGINT PATH '$[2]', "
    "scope BIGINT PATH '$[3]', method VARCHAR(16) PATH '$[4]', uid VARCHAR(512) PATH '$[5]', sender VARCHAR(255) PATH "
    "'$[6]', sender_name VARCHAR(255) PATH '$[7]', actor VARCHAR(255) PATH '$[8]', actor_name VARCHAR(255) PATH "
    "'$[9]', recipient VARCHAR(255) PATH '$[10]', recipient_name VARCHAR(255) PATH '$[11]', subject VARCHAR(1024) PATH "
    "'$[12]', body MEDIUMTEXT PATH '$[13]', calendar MEDIUMTEXT PATH '$[14]', created BIGINT PATH '$[15]', html "
    "MEDIUMTEXT PATH '$[16]', language VARCHAR(32) PATH '$[17]')) j"};
// Read first: a DELETE that looks for its rows locks others on its way, and fails if a node is sending one of them.
constexpr ReadStatement kWaiting{
    "calendar.outbox.waiting",
    "SELECT o.id FROM (SELECT ? AS cid) k JOIN JSON_TABLE(?, '$[*]' COLUMNS (topic BIGINT PATH '$[0]', scope BIGINT "
    "PATH '$[1]', complete INT PATH '$[2]')) j JOIN calendar_outbox o FORCE INDEX "
    "(calendar_outbox_topic) ON o.cid = k.cid AND o.topic = j.topic AND (j.complete = 1 OR o.scope = j.scope) WHERE "
    "o.state = 0"};
constexpr WriteStatement kTakeBack{"calendar.outbox.takeBack",
                                   "DELETE FROM calendar_outbox WHERE cid = ? AND state = 0 AND id IN (?...)"};
// Rows that another node is about to take are passed over instead of waited for.
constexpr std::string_view kDueFrom =
    " FROM calendar_outbox WHERE cid = ? AND state = 0 AND next_attempt <= ? AND leased_until <= ? ORDER BY "
    "next_attempt, id LIMIT ? FOR UPDATE SKIP LOCKED";
constexpr UnsyncedStatement kDue{"calendar.outbox.due",
                                 dbpool::SqlText<kSelect, kHeadColumns, kTexts, kDueFrom>::kValue};
// The context id is bound first, but an UPDATE names its new values before its WHERE: a row that is inserted over
// itself takes them.
constexpr UnsyncedStatement kLease{
    "calendar.outbox.lease",
    "INSERT INTO calendar_outbox SELECT * FROM calendar_outbox old WHERE old.cid = ? AND old.id = ? ON DUPLICATE KEY "
    "UPDATE lease = ?, leased_until = ?"};
constexpr UnsyncedStatement kSent{"calendar.outbox.sent",
                                  "DELETE FROM calendar_outbox WHERE cid = ? AND id = ? AND lease = ?"};
constexpr UnsyncedStatement kRetry{
    "calendar.outbox.retry",
    "INSERT INTO calendar_outbox SELECT * FROM calendar_outbox old WHERE old.cid = ? AND old.id = ? AND old.lease = ? "
    "ON DUPLICATE KEY UPDATE attempts = calendar_outbox.attempts + 1, next_attempt = ?, last_error = ?, lease = 0, "
    "leased_until = 0"};
constexpr UnsyncedStatement kGiveUp{
    "calendar.outbox.giveUp",
    "INSERT INTO calendar_outbox SELECT * FROM calendar_outbox old WHERE old.cid = ? AND old.id = ? AND old.lease = ? "
    "ON DUPLICATE KEY UPDATE attempts = calendar_outbox.attempts + 1, state = 1, status = ?, last_error = ?, lease = "
    "0, leased_until = 0"};
constexpr UnsyncedStatement kRelease{
    "calendar.outbox.release",
    "INSERT INTO calendar_outbox SELECT * FROM calendar_outbox old WHERE old.cid = ? AND old.state = 0 AND old.lease = "
    "? ON DUPLICATE KEY UPDATE lease = 0, leased_until = 0"};
constexpr UnsyncedStatement kNextDue{"calendar.outbox.nextDue",
                                     "SELECT MIN(IF(state = 1, 0, GREATEST(next_attempt, leased_until))) FROM "
                                     "calendar_outbox WHERE cid = ? AND state IN "
                                     "(0, 1)"};
constexpr std::string_view kUntoldFrom =
    " FROM calendar_outbox WHERE cid = ? AND state = 1 ORDER BY object, next_attempt LIMIT ?";
constexpr UnsyncedStatement kUntold{"calendar.outbox.untold",
                                    dbpool::SqlText<kSelect, kHeadColumns, kUntoldFrom>::kValue};
constexpr UnsyncedStatement kSetTold{
    "calendar.outbox.setTold",
    "INSERT INTO calendar_outbox SELECT * FROM calendar_outbox old WHERE old.cid = ? AND old.id = ? AND old.state = 1 "
    "ON DUPLICATE KEY UPDATE state = 2"};
constexpr UnsyncedStatement kRemoveBefore{
    "calendar.outbox.removeBefore",
    "DELETE FROM calendar_outbox WHERE cid = ? AND state = 2 AND next_attempt < ? LIMIT ?"};
constexpr std::string_view kListFrom = " FROM calendar_outbox WHERE cid = ? ORDER BY created, id";
constexpr UnsyncedStatement kList{"calendar.outbox.list", dbpool::SqlText<kSelect, kHeadColumns, kListFrom>::kValue};
constexpr UnsyncedStatement kRetryNow{
    "calendar.outbox.retryNow",
    "INSERT INTO calendar_outbox SELECT * FROM calendar_outbox old WHERE old.cid = ? AND old.id = ? ON DUPLICATE KEY "
    "UPDATE created = IF(calendar_outbox.state = 0, calendar_outbox.created, ?), next_attempt = ?, state = 0, status = "
    "''"};
constexpr UnsyncedStatement kDrop{"calendar.outbox.drop", "DELETE FROM calendar_outbox WHERE cid = ? AND id = ?"};

std::int64_t millisecondsOf(Instant instant) {
    return instant.time_since_epoch().count();
}

Instant instantOf(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

/// What a server says may be of any length; whole characters only.
std::string_view cutError(std::string_view error) {
    if (error.size() <= kErrorCharacters) return error;
    std::size_t length = kErrorCharacters;
    while (length > 0 && (static_cast<unsigned char>(error[length]) & 0xC0U) == 0x80U) --length;
    return error.substr(0, length);
}

void addRow(dbpool::JsonList& rows, const OutboxItem& item) {
    rows.row().add(item.id).add(item.object.value).add(item.topic).add(item.scope).add(item.method).add(item.uid);
    for (const auto* mailbox : {&item.sender, &item.actor, &item.recipient})
        rows.add(mailbox->address).add(mailbox->name);
    rows.add(item.subject).add(item.body).add(item.calendar).add(millisecondsOf(item.created)).add(item.html);
    rows.add(item.language);
}

OutboxItem itemOf(const dbpool::Rows& rows) {
    return {.id = rows.integer(1),
            .object = {rows.integer(2)},
            .topic = rows.integer(3),
            .scope = rows.integer(4),
            .method = rows.text(5),
            .uid = rows.text(6),
            .sender = {.address = rows.text(7), .name = rows.text(8)},
            .actor = {.address = rows.text(9), .name = rows.text(10)},
            .recipient = {.address = rows.text(11), .name = rows.text(12)},
            .subject = rows.text(13),
            .created = instantOf(rows.integer(14)),
            .state = static_cast<OutboxItem::State>(rows.integer(15)),
            .attempts = static_cast<int>(rows.integer(16)),
            .nextAttempt = instantOf(rows.integer(17)),
            .status = rows.text(18),
            .lastError = rows.text(19)};
}
constexpr int kBody = 20;
constexpr int kCalendar = 21;
constexpr int kHtml = 22;
constexpr int kLanguage = 23;

std::vector<OutboxItem> itemsOf(dbpool::Rows rows) {
    std::vector<OutboxItem> items;
    while (rows.next()) items.push_back(itemOf(rows));
    return items;
}

}  // namespace

void OutboxWriter::add(const OutboxItem& item) {
    const auto octets = item.subject.size() + item.body.size() + item.html.size() + item.calendar.size();
    if (octets_ + octets > dbpool::kMostOctets) finish();
    addRow(rows_, item);
    octets_ += octets;
}

void OutboxWriter::finish() {
    if (!rows_.empty()) transaction_.execute(kInsert, {rows_.text()});
    rows_ = {};
    octets_ = 0;
}

void OutboxWriter::supersede(std::span<const OutboxItem> items) {
    dbpool::JsonList rows;
    for (const auto& item : items) {
        const bool complete = item.scope == 0 && item.method != "REPLY";
        if (item.topic != 0) rows.row().add(item.topic).add(item.scope).add(std::int64_t{complete ? 1 : 0});
    }
    if (rows.empty()) return;
    std::vector<std::int64_t> waiting;
    auto found = transaction_.query(kWaiting, {rows.text()});
    while (found.next()) waiting.push_back(found.integer(1));
    dbpool::inPieces(waiting,
                     [&](std::span<const std::int64_t> piece) { (void)transaction_.executeIn(kTakeBack, {}, piece); });
}

std::vector<OutboxItem> OutboxQueue::claim(Instant now, const Lease& lease, int limit) {
    const auto time = millisecondsOf(now);
    auto rows = transaction_.query(kDue, {time, time, limit});
    std::vector<OutboxItem> items;
    while (rows.next()) {
        items.push_back(itemOf(rows));
        items.back().body = rows.text(kBody);
        items.back().calendar = rows.text(kCalendar);
        items.back().html = rows.text(kHtml);
        items.back().language = rows.text(kLanguage);
    }
    for (const auto& item : items) transaction_.execute(kLease, {item.id, lease.token, millisecondsOf(lease.until)});
    return items;
}

void OutboxQueue::sent(std::int64_t id, std::int64_t token) {
    transaction_.execute(kSent, {id, token});
}

void OutboxQueue::retry(std::int64_t id, std::int64_t token, Instant nextAttempt, std::string_view error) {
    transaction_.execute(kRetry, {id, token, millisecondsOf(nextAttempt), cutError(error)});
}

void OutboxQueue::giveUp(std::int64_t id, std::int64_t token, std::string_view status, std::string_view error) {
    transaction_.execute(kGiveUp, {id, token, status, cutError(error)});
}

void OutboxQueue::release(std::int64_t token) {
    transaction_.execute(kRelease, {token});
}

std::optional<Instant> OutboxQueue::nextDue() {
    auto rows = transaction_.query(kNextDue);
    if (!rows.next() || rows.isNull(1)) return std::nullopt;
    return instantOf(rows.integer(1));
}

std::vector<OutboxItem> OutboxQueue::untold(int limit) {
    return itemsOf(transaction_.query(kUntold, {limit}));
}

void OutboxQueue::setTold(std::int64_t id) {
    transaction_.execute(kSetTold, {id});
}

std::int64_t OutboxQueue::removeBefore(Instant since, std::int64_t limit) {
    return transaction_.execute(kRemoveBefore, {millisecondsOf(since), limit});
}

std::vector<OutboxItem> OutboxQueue::list() {
    return itemsOf(transaction_.query(kList));
}

bool OutboxQueue::retryNow(std::int64_t id, Instant now) {
    const auto time = millisecondsOf(now);
    return transaction_.execute(kRetryNow, {id, time, time}) > 0;
}

bool OutboxQueue::drop(std::int64_t id) {
    return transaction_.execute(kDrop, {id}) > 0;
}

}  // namespace groupware::calendar
