#include "groupware/calendar/freebusy/free_busy_archive.h"

#include "groupware/base/error.h"
#include "groupware/calendar/availability.h"
#include "groupware/calendar/free_busy_options.h"
#include "groupware/calendar/store/free_busy_store.h"
#include "groupware/sync/change.h"

#include <string>

namespace groupware::calendar {
namespace {

constexpr auto kAvailability = "availability";
constexpr auto kVisibility = "freeBusyVisibility";
constexpr auto kNobody = "none";

}  // namespace

FreeBusyArchive::FreeBusyArchive(const Configuration& configuration)
    : octets_(static_cast<std::size_t>(configuration.get(kAvailabilityBytes))) {}

principals::UserTexts FreeBusyArchive::texts(dbpool::ReadSession& session, UserId user) const {
    auto own = FreeBusyReader(session).ownTime(user);
    principals::UserTexts texts;
    if (!own.availability.empty()) texts.emplace(kAvailability, std::move(own.availability));
    if (own.visibility == FreeBusyVisibility::None) texts.emplace(kVisibility, kNobody);
    return texts;
}

void FreeBusyArchive::restore(dbpool::WriteTransaction& tx, UserId user, const principals::UserTexts& texts) const {
    FreeBusyWriter writer(tx);
    for (const auto& [name, text] : texts) {
        if (name == kAvailability) {
            (void)parseAvailability(text, octets_);
            writer.setAvailability(user, text);
        } else if (name == kVisibility && text == kNobody) {
            writer.setVisibility(user, FreeBusyVisibility::None);
        } else {
            throw Error(ErrorCode::BadRequest, "unknown setting of a user's time",
                        "Nobody knows what " + name + " of user " + std::to_string(user.value) + " is.");
        }
    }
    if (!texts.empty()) tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, FolderId{0}, user.value));
}

void FreeBusyArchive::remove(dbpool::WriteTransaction& tx, UserId user) const {
    FreeBusyWriter(tx).remove(user);
}

}  // namespace groupware::calendar
