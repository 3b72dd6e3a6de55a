#include "groupware/base/error.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/store/known_uids.h"
#include "groupware/formats/ical/calendar_file.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <utility>

namespace groupware::calendar {
namespace {

using formats::ical::CalendarFile;
using formats::lines::FileSource;
using Item = CalendarFile::Item;

/// Texts of one transaction: parsed they take some ten times as much memory.
constexpr std::uint64_t kBatchOctets = 512UL << 10;

/// An object of the file on its way in.
struct Prepared {
    std::optional<ical::Component> calendar{};  ///< nothing: `failure` says why not
    std::string uid{};
    std::optional<Error> failure{};
};

/// Errors name lines of the object; people look for it in the file.
Error inFile(const Item& item, const Error& error) {
    return {error.code(), "item in line " + std::to_string(item.line) + ": " + error.what(),
            "Line " + std::to_string(item.line) + ": " + error.publicText()};
}

Prepared prepare(const Writing& writing, const FileSource& file, const CalendarFile& events, const Item& item,
                 bool newUids) {
    Prepared prepared;
    try {
        if (!item.wanted) throw Error(ErrorCode::BadRequest, "a " + item.kind, "A " + item.kind + " is no event.");
        auto calendar = events.object(file, item, writing.limits.objectBytes);
        if (newUids || !item.named) {
            const auto uid = newUid();
            for (auto& component : calendar.components()) {
                if (component.is("VEVENT")) ical::setText(component, "UID", uid);
            }
        }
        prepared.uid = indexObject(calendar, {}, writing.edit.times, indexBounds(writing.limits)).uid;
        prepared.calendar = std::move(calendar);
    } catch (const Error& error) {
        prepared.failure = inFile(item, error);
    }
    return prepared;
}

Error known(const Item& item) {
    return inFile(item, {ErrorCode::Conflict, "uid known", "The calendar has this event already."});
}

/// One transaction. What is known of the file is left as it is: the transaction may run again.
/// @param imported  has the failures of single items also if all of them are refused
void storeBatch(dbpool::WriteTransaction& tx, const Writing& writing, const folders::Folder& folder,
                std::span<const Item> items, std::span<const Prepared> batch, std::vector<ImportedObject>& imported) {
    const CalendarUser owner = ownerOf(folder);
    std::vector<std::string> uids;
    for (const auto& each : batch) {
        if (each.calendar) uids.push_back(each.uid);
    }
    auto taken = knownUids(tx, owner, uids);
    ObjectWriting out(tx, {.times = writing.edit.times,
                           .limits = writing.limits,
                           .now = writing.edit.now,
                           .editor = writing.caller.user});
    imported.assign(batch.size(), {});
    std::vector<std::pair<std::size_t, const ObjectWriting::Stored*>> stored;
    for (std::size_t at = 0; at < batch.size(); ++at) {
        const auto& each = batch[at];
        if (!each.calendar) {
            imported[at].failure = each.failure;
        } else if (!taken.insert(each.uid).second) {
            imported[at].failure = known(items[at]);
        } else {
            try {
                const Edit edit = newEdit(writing, folder, *each.calendar, each.uid);
                stored.emplace_back(at, &out.store(edit.object, *each.calendar, ScheduleTag::Changes));
            } catch (const Error& error) {
                if (error.code() != ErrorCode::BadRequest && error.code() != ErrorCode::TooLarge) throw;
                imported[at].failure = inFile(items[at], error);
            }
        }
    }
    out.finish();
    for (const auto& [at, object] : stored) {
        imported[at].object = object->object;
        std::string().swap(imported[at].object->text);  // which clear() would keep in memory
    }
}

/// There is no room for what could be stored otherwise.
void refuseAll(std::span<const Item> items, std::span<const Prepared> batch, const Error& full,
               std::vector<ImportedObject>& imported) {
    imported.resize(batch.size());
    for (std::size_t at = 0; at < batch.size(); ++at) {
        auto& item = imported[at];
        item.object.reset();
        if (!item.failure) item.failure = batch[at].calendar ? inFile(items[at], full) : batch[at].failure;
    }
}

}  // namespace

ImportResult CalendarService::import(const Caller& caller, FolderId folder, const FileSource& file,
                                     bool newUids) const {
    const WriteOptions options;
    const Writing writing(parts_, caller, options);
    const auto events =
        CalendarFile::look(file, {.kind = "VEVENT", .nameOthers = true},
                           {.octets = writing.limits.importBytes, .objects = writing.limits.importObjects});
    ImportResult result;
    result.committed.context = caller.context;
    std::optional<Error> full;
    while (result.items.size() < events.items().size()) {
        const auto items = events.batch(result.items.size(), kImportBatch, kBatchOctets);
        std::vector<Prepared> batch;
        batch.reserve(items.size());
        for (const auto& item : items) batch.push_back(prepare(writing, file, events, item, newUids));
        std::vector<ImportedObject> imported;
        try {
            if (!full) {
                result.committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
                    const auto place = parts_.access.require(tx, caller, folder, folders::Permission::CreateObjects,
                                                             folders::kCalendarModule);
                    storeBatch(tx, writing, place.folder, items, batch, imported);
                });
            }
        } catch (const Error& error) {
            // What went before is committed: whoever imports has to know what is there now.
            if (error.code() != ErrorCode::QuotaExceeded) throw;
            full = error;
        }
        if (full) refuseAll(items, batch, *full, imported);
        std::move(imported.begin(), imported.end(), std::back_inserter(result.items));
    }
    return result;
}

}  // namespace groupware::calendar
