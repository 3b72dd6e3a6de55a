#include "groupware/calendar/store/published_admission.h"

#include "groupware/base/error.h"

namespace groupware::calendar {
namespace {

constexpr dbpool::AdmissionStatement kByToken{"calendar.freeBusy.admit",
                                              "f.user, f.token, u.enabled, u.module_access, u.time_zone, u.email",
                                              "LEFT JOIN calendar_free_busy f ON f.cid = c.cid AND f.token = ? "
                                              "LEFT JOIN user_account u ON u.cid = f.cid AND u.id = f.user"};

}  // namespace

std::optional<AdmittedUrl> admitPublished(dbpool::ContextDatabase& database, ContextId context,
                                          std::string_view token) {
    const auto admission = database.admit(context, kByToken, {dbpool::Blob{token}});
    const auto& row = admission.row;
    if (row.isNull(1) && admission.unproven)
        throw Error(ErrorCode::Unavailable, "no master to prove that nothing is published there");
    if (row.isNull(1)) return std::nullopt;
    return AdmittedUrl{.state = admission.state,
                       .user = {row.integer(1)},
                       .token = row.text(2),
                       .enabled = row.flag(3),
                       .access = row.integer(4),
                       .zone = row.text(5),
                       .email = row.text(6)};
}

}  // namespace groupware::calendar
