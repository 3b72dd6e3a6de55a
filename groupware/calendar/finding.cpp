#include "groupware/calendar/finding.h"

namespace groupware::calendar {

std::string_view wordOf(FindingKind kind) noexcept {
    switch (kind) {
        case FindingKind::Unreadable: return "unreadable";
        case FindingKind::Uid: return "uid";
        case FindingKind::Duplicate: return "duplicate";
        case FindingKind::Role: return "role";
        case FindingKind::Index: return "index";
        case FindingKind::Owner: return "owner";
        case FindingKind::Folder: return "folder";
        case FindingKind::Copy: return "copy";
        case FindingKind::Missing: return "missing";
        case FindingKind::Alone: return "alone";
        case FindingKind::Alarm: return "alarm";
        case FindingKind::Attachments: return "attachments";
        case FindingKind::StrayIndex: return "stray-index";
        case FindingKind::Personal: return "personal";
        case FindingKind::Reminder: return "reminder";
        case FindingKind::StrayAlarm: return "stray-alarm";
        case FindingKind::Outbox: return "outbox";
    }
    return "";
}

}  // namespace groupware::calendar
