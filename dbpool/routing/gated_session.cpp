#include "dbpool/routing/gated_session.h"

#include "dbpool/routing/session.h"
#include "dbpool/routing/statement_text.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dbpool {

namespace {

struct Gated {
    SeenState state;
    Rows rows;  ///< of the statement itself
};

/// @return nothing if the server has no such context
std::optional<Gated> ask(Session& session, std::string_view text, std::span<const Value> values) {
    Rows rows = session.query(text, values);
    Rows own = rows.from(2, kGateColumns + 1);
    if (!rows.next() || rows.isNull(1)) return std::nullopt;
    return Gated{.state = {.seq = {rows.integer(1)}, .prev = {}, .epoch = rows.integer(2), .unproven = rows.flag(3)},
                 .rows = std::move(own)};
}

}  // namespace

GatedSession::GatedSession(Reader& reader, groupware::ContextId context, groupware::Freshness freshness)
    : ReadSession(context), reader_(reader), freshness_(std::move(freshness)) {}

void GatedSession::open(const Look& look) const {
    session_ = reader_.open(context(), freshness_, look);
}

const Session& GatedSession::opened() const {
    if (!session_) open(see);
    return *session_;
}

Rows GatedSession::run(std::string_view sql, std::span<const Value> values) {
    const std::optional<std::string> text = gatedText(sql);
    if (!text) throw SnapshotNeeded{};
    std::vector<Value> all;
    all.reserve(values.size() + 1);
    all.emplace_back(context().value);  // the session binds it once more, for ctx_state
    all.insert(all.end(), values.begin(), values.end());

    std::optional<Gated> gated;
    if (!session_) {
        open([&](Session& session) {
            gated = ask(session, *text, all);
            if (gated) session.state = gated->state;
            return gated.has_value();
        });
        return std::move(gated->rows);
    }
    gated = ask(*session_, *text, all);
    const SeenState& first = session_->state;
    if (!gated || gated->state.seq != first.seq || gated->state.epoch != first.epoch) throw SnapshotNeeded{};
    return std::move(gated->rows);
}

}  // namespace dbpool
