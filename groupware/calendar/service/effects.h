#pragma once

#include "groupware/base/caller.h"
#include "groupware/base/freshness.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/calendar/service/edit.h"

#include <cstddef>
#include <string>
#include <vector>

/// What a write tells its caller. Internal to service/.
namespace groupware::calendar {

/// What happened to the events of one object, by recurrence ids: empty for the series, or what does not recur.
struct Effects {
    EventId object{};
    FolderId folder{};
    FolderId left{};  ///< the folder that it was in; `folder` if it stays
    std::string uid{};
    std::vector<std::string> created{};
    std::vector<std::string> updated{};
    std::vector<std::string> removed{};
    std::size_t mails = 0;  ///< that wait to be sent
};

/// The difference between what was stored and what is.
[[nodiscard]] Effects effectsOf(const Writing& writing, const Edit& edit, const EditedObject& stored);

/// The events as they are now, read after the transaction: one result for each.
[[nodiscard]] std::vector<WriteResult> resultsOf(const Writing& writing, const std::vector<Effects>& effects,
                                                 const CommitToken& committed);
/// The same as a single one.
[[nodiscard]] WriteResult resultOf(const Writing& writing, const std::vector<Effects>& effects,
                                   const CommitToken& committed);

}  // namespace groupware::calendar
