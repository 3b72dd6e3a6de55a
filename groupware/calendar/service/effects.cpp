#include "groupware/calendar/service/effects.h"

#include "groupware/calendar/recurrence_id.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace groupware::calendar {
namespace {

using Texts = std::map<std::string, std::string>;  // of VEVENTs by recurrence id

Texts textsOf(const Writing& writing, const ical::Component& calendar) {
    auto zones = writing.zonesOf(calendar);
    const auto* series = findSeries(calendar);
    const auto start = series == nullptr ? std::nullopt : ical::time(*series, "DTSTART");
    Texts texts;
    for (const auto& component : calendar.components()) {
        if (!component.is("VEVENT")) continue;
        const auto id = ical::time(component, "RECURRENCE-ID");
        if (!id) {
            texts.emplace("", component.text());
        } else {
            texts.emplace(ical::write(start ? likeStart(*id, *start, zones) : *id), component.text());
        }
    }
    return texts;
}

EventRef refOf(const Effects& effects, FolderId folder, const std::string& recurrenceId) {
    return {.folder = folder, .id = effects.object, .recurrenceId = recurrenceId};
}

/// Who may write to a folder that he cannot read gets what he needs to know.
Event unreadable(const Effects& effects, const std::string& recurrenceId, Seq seq) {
    return {.id = recurrenceId.empty() ? effects.object : EventId{},
            .object = effects.object,
            .folder = effects.folder,
            .uid = effects.uid,
            .recurrenceId = recurrenceId,
            .seq = seq,
            .anonymous = true};
}

using Key = std::pair<EventId, std::string>;

/// The events of all effects, in one read.
std::map<Key, Event> readAll(const Writing& writing, const std::vector<Effects>& effects,
                             const CommitToken& committed) {
    std::vector<EventRef> refs;
    for (const auto& each : effects) {
        for (const auto* ids : {&each.created, &each.updated}) {
            for (const auto& id : *ids) refs.push_back(refOf(each, each.folder, id));
        }
    }
    std::map<Key, Event> found;
    if (refs.empty()) return found;
    Caller caller = writing.caller;
    caller.freshness.raise(committed);
    for (auto& event : writing.parts.queries.list(caller, refs, {.fields = true}).events) {
        Key key{event.object, event.recurrenceId};
        found.emplace(std::move(key), std::move(event));
    }
    return found;
}

}  // namespace

Effects effectsOf(const Writing& writing, const Edit& edit, const EditedObject& stored) {
    Effects effects{.object = stored.object.id,
                    .folder = stored.object.folder,
                    .left = edit.stored ? edit.stored->folder : stored.object.folder,
                    .uid = stored.object.uid,
                    .mails = stored.mails};
    if (!edit.after) {
        effects.removed.emplace_back();
        return effects;
    }
    const Texts before = edit.before ? textsOf(writing, *edit.before) : Texts{};
    const Texts after = textsOf(writing, stored.changed ? parseStored(stored.object.text) : *edit.after);
    for (const auto& [id, text] : after) {
        const auto known = before.find(id);
        if (known == before.end()) {
            effects.created.push_back(id);
        } else if (known->second != text || effects.left != effects.folder) {
            effects.updated.push_back(id);
        }
    }
    for (const auto& [id, text] : before) {
        if (!after.contains(id)) effects.removed.push_back(id);
    }
    return effects;
}

std::vector<WriteResult> resultsOf(const Writing& writing, const std::vector<Effects>& effects,
                                   const CommitToken& committed) {
    const bool mails = std::any_of(effects.begin(), effects.end(), [](const Effects& each) { return each.mails > 0; });
    if (mails) writing.parts.scheduling.committed(writing.caller.context);
    auto found = readAll(writing, effects, committed);
    const auto take = [&](const Effects& each, const std::string& id) {
        const auto event = found.find({each.object, id});
        return event == found.end() ? unreadable(each, id, committed.seq) : event->second;
    };
    std::vector<WriteResult> results;
    for (const auto& each : effects) {
        WriteResult result{.committed = committed};
        for (const auto& id : each.created) result.created.push_back(take(each, id));
        for (const auto& id : each.updated) result.updated.push_back(take(each, id));
        for (const auto& id : each.removed) result.removed.push_back(refOf(each, each.left, id));
        if (each.left != each.folder) result.removed.push_back(refOf(each, each.left, ""));
        results.push_back(std::move(result));
    }
    return results;
}

WriteResult resultOf(const Writing& writing, const std::vector<Effects>& effects, const CommitToken& committed) {
    WriteResult all{.committed = committed};
    const auto append = [](auto& to, auto& from) {
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    for (auto& each : resultsOf(writing, effects, committed)) {
        append(all.created, each.created);
        append(all.updated, each.updated);
        append(all.removed, each.removed);
    }
    return all;
}

}  // namespace groupware::calendar
