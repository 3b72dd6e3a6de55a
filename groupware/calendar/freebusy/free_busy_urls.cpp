#include "groupware/calendar/freebusy/free_busy_urls.h"

#include "groupware/calendar/store/free_busy_store.h"
#include "groupware/sync/change.h"

namespace groupware::calendar {
namespace {

void record(dbpool::WriteTransaction& tx, UserId user) {
    tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, FolderId{0}, user.value));
}

}  // namespace

std::optional<std::string> FreeBusyUrls::token(ContextId context, UserId user, const Freshness& freshness) const {
    const auto url = database_.read(
        context, freshness, [&](dbpool::ReadSession& session) { return FreeBusyReader(session).publishedBy(user); });
    if (!url) return std::nullopt;
    return tokens_.of(context, url->seed).hex();
}

FreeBusyUrls::Published FreeBusyUrls::publish(ContextId context, UserId user) const {
    const auto seed = principals::ShareTokens::newSeed();
    const auto token = tokens_.of(context, seed);
    const auto committed = database_.write(context, [&](dbpool::WriteTransaction& tx) {
        FreeBusyWriter(tx).publish({.user = user, .seed = seed, .token = token.hash()});
        record(tx, user);
    });
    return {.token = token.hex(), .committed = committed};
}

CommitToken FreeBusyUrls::unpublish(ContextId context, UserId user) const {
    return database_.write(context, [&](dbpool::WriteTransaction& tx) {
        if (FreeBusyWriter(tx).unpublish(user)) record(tx, user);
    });
}

std::string FreeBusyUrls::pathOf(const std::string& token) {
    return "/ajax/free-busy/" + token + ".ifb";
}

}  // namespace groupware::calendar
