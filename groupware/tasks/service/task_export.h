#pragma once

#include "groupware/formats/ical/calendar_writer.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::tasks {

/// Tasks as one file (RFC 5545 section 3.4) that is read while it is sent: a page of them is a read of its own, in
/// which the caller's rights are asked for anew. What changes meanwhile is there as it was or as it is, and nothing
/// twice. In memory are the texts of one page, and a piece of the file. Used by one thread at a time.
class TaskExport {
public:
    static constexpr std::size_t kPage = 100;  ///< tasks

    using Texts = std::vector<std::string>;
    /// The texts of at most kPage tasks, perhaps none; nothing behind the last page.
    using ReadPage = std::function<std::optional<Texts>()>;

    /// Reads the first page.
    TaskExport(formats::ical::FindZone find, ReadPage read);

    /// The next piece of the file; empty behind its end. What cannot be read as a calendar is left out.
    /// @throws Error, dbpool::DbError: the file cannot be finished
    [[nodiscard]] std::string next();

private:
    ReadPage read_;
    std::optional<Texts> page_;
    bool ended_ = false;
    formats::ical::CalendarWriter writer_;
};

}  // namespace groupware::tasks
