#include "groupware/calendar/freebusy/published_free_busy.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/free_busy.h"
#include "groupware/calendar/store/published_admission.h"
#include "groupware/principals/caller_access.h"
#include "groupware/principals/module_access.h"
#include "groupware/principals/share_token.h"

#include <algorithm>
#include <chrono>

namespace groupware::calendar {
namespace {

using std::chrono::days;

/// What is shown if nobody says what: a week back, and eight ahead.
constexpr days kUsualPast{7};
constexpr days kUsualLength{63};

Error unknown() {
    return {ErrorCode::NotFound, "no such free/busy URL", "This address is not valid, or not any more."};
}

void requireCalendar(const Caller& caller) {
    principals::requireModule(caller, principals::Module::Calendar, "You may not use calendars.");
}

AdmittedUrl admit(dbpool::ContextDatabase& database, std::string_view hex) {
    const auto token = principals::ShareToken::parse(hex);
    if (!token) throw unknown();
    const auto hash = token->hash();
    std::optional<AdmittedUrl> url;
    try {
        url = admitPublished(database, token->context(), hash);
    } catch (const Error& error) {
        const bool closed = error.code() == ErrorCode::NotFound || error.code() == ErrorCode::Forbidden;
        if (!closed) throw;
        throw unknown();
    }
    if (!url || !crypto::equalConstantTime(url->token, hash)) throw unknown();
    if (!url->enabled || !principals::ModuleAccess(url->access).has(principals::Module::Calendar)) throw unknown();
    return *url;
}

Caller ownerOf(ContextId context, const AdmittedUrl& url) {
    Caller owner;
    owner.context = context;
    owner.user = url.user;
    owner.groups = {GroupId{0}};
    owner.timeZone = url.zone;
    owner.modules = principals::ModuleAccess(url.access).names();
    owner.freshness = Freshness::atLeast(url.state);
    return owner;
}

}  // namespace

std::optional<std::string> PublishedFreeBusy::token(const Caller& caller) const {
    requireCalendar(caller);
    return parts_.urls.token(caller.context, caller.user, caller.freshness);
}

PublishedFreeBusy::Published PublishedFreeBusy::publish(const Caller& caller) const {
    requireCalendar(caller);
    return parts_.urls.publish(caller.context, caller.user);
}

CommitToken PublishedFreeBusy::unpublish(const Caller& caller) const {
    requireCalendar(caller);
    return parts_.urls.unpublish(caller.context, caller.user);
}

std::string PublishedFreeBusy::text(std::string_view token, const PublishedRange& range) const {
    const auto url = admit(parts_.database, token);
    const auto limits = parts_.limits();
    const Instant today = std::chrono::floor<days>(parts_.clock.now());
    const Instant earliest = today - limits.publishedPast;
    const Instant latest = today + days(1) + limits.publishedFuture;
    const Instant from = range.from.value_or(std::max<Instant>(today - kUsualPast, earliest));
    const Instant to = range.to.value_or(std::min<Instant>(from + kUsualLength, latest));
    if (from < earliest || to > latest)
        throw Error(ErrorCode::BadRequest, "published free/busy range", "The range reaches too far back or ahead.");

    const auto context = principals::ShareToken::parse(token)->context();
    const auto answers =
        parts_.freeBusy.of(ownerOf(context, url), {.users = {CalendarUser::of(url.user)}, .from = from, .to = to});
    // The token is nobody's business who is given the file.
    const auto uid = crypto::toHex(url.token).substr(0, 32) + "@free-busy";
    return textOf({.from = from,
                   .to = to,
                   .stamp = today,
                   .uid = uid,
                   .organizer = "mailto:" + url.email,
                   .method = "PUBLISH",
                   .periods = answers.front().periods},
                  "-//Yoke//Calendar//EN");
}

}  // namespace groupware::calendar
