#include "groupware/calendar/freebusy/free_busy_archive.h"

#include "dbpool/driver/db_error.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/calendar/availability.h"
#include "groupware/calendar/free_busy_options.h"
#include "groupware/calendar/store/free_busy_store.h"
#include "groupware/sync/change.h"

#include <string>
#include <utility>

namespace groupware::calendar {
namespace {

constexpr auto kAvailability = "availability";
constexpr auto kVisibility = "freeBusyVisibility";
constexpr auto kNobody = "none";
constexpr auto kSeed = "publishedSeed";

void publish(FreeBusyWriter& writer, UserId user, const std::string& seed, const principals::ShareToken& token) {
    try {
        writer.publish({.user = user, .seed = seed, .token = token.hash()});
    } catch (const dbpool::DbError& error) {
        if (error.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        const std::string text = "The free/busy URL of user " + std::to_string(user.value) + " is another user's.";
        throw Error(ErrorCode::Conflict, text, text);
    }
}

}  // namespace

FreeBusyArchive::FreeBusyArchive(const Configuration& configuration, principals::ShareTokens tokens)
    : octets_(static_cast<std::size_t>(configuration.get(kAvailabilityBytes))), tokens_(std::move(tokens)) {}

principals::UserTexts FreeBusyArchive::texts(dbpool::ReadSession& session, UserId user) const {
    FreeBusyReader reader(session);
    auto own = reader.ownTime(user);
    const auto url = reader.publishedBy(user);
    principals::UserTexts texts;
    if (!own.availability.empty()) texts.emplace(kAvailability, std::move(own.availability));
    if (own.visibility == FreeBusyVisibility::None) texts.emplace(kVisibility, kNobody);
    if (url) texts.emplace(kSeed, crypto::toHex(url->seed));
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
        } else if (name == kSeed && crypto::fromHex(text).size() == principals::ShareTokens::kSeedOctets) {
            publish(writer, user, crypto::fromHex(text), tokens_.of(tx.context(), crypto::fromHex(text)));
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
