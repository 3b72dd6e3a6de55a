#pragma once

#include <algorithm>
#include <cstdint>

namespace groupware::folders {

/// What a caller may want to do in or to a folder.
enum class Permission {
    SeeFolder,
    CreateObjects,
    CreateSubfolders,
    ReadOwn,  ///< objects that the caller created; the object type compares the creator
    ReadAll,
    WriteOwn,
    WriteAll,
    DeleteOwn,
    DeleteAll,
    Admin,  ///< rename, move, delete and share the folder
};

/// What somebody may do: four levels and the admin flag, as Open-Xchange has them. A higher level implies all lower
/// ones; 64 is "everything, also what later versions add".
struct Rights {
    static constexpr int kNone = 0;
    static constexpr int kMaximum = 64;
    // Levels of `folder`.
    static constexpr int kSee = 1;
    static constexpr int kCreateObjects = 2;
    static constexpr int kCreateSubfolders = 4;
    // Levels of `read`, `write` and `remove`.
    static constexpr int kOwn = 1;
    static constexpr int kAll = 2;

    int folder = kNone;  ///< 0, 1, 2, 4 or 64
    int read = kNone;    ///< 0, 1, 2 or 64
    int write = kNone;   ///< 0, 1, 2 or 64
    int remove = kNone;  ///< 0, 1, 2 or 64
    bool admin = false;

    friend constexpr bool operator==(const Rights&, const Rights&) = default;

    [[nodiscard]] constexpr bool allows(Permission permission) const noexcept {
        switch (permission) {
            case Permission::SeeFolder: return folder >= kSee;
            case Permission::CreateObjects: return folder >= kCreateObjects;
            case Permission::CreateSubfolders: return folder >= kCreateSubfolders;
            case Permission::ReadOwn: return read >= kOwn;
            case Permission::ReadAll: return read >= kAll;
            case Permission::WriteOwn: return write >= kOwn;
            case Permission::WriteAll: return write >= kAll;
            case Permission::DeleteOwn: return remove >= kOwn;
            case Permission::DeleteAll: return remove >= kAll;
            case Permission::Admin: return admin;
        }
        return false;
    }
    /// For one object, created by the caller (`own`) or by somebody else.
    [[nodiscard]] constexpr bool mayRead(bool own) const noexcept { return read >= (own ? kOwn : kAll); }
    [[nodiscard]] constexpr bool mayWrite(bool own) const noexcept { return write >= (own ? kOwn : kAll); }
    [[nodiscard]] constexpr bool mayRemove(bool own) const noexcept { return remove >= (own ? kOwn : kAll); }

    /// `folder | read << 7 | write << 14 | delete << 21 | admin << 28`: the JSON interface's number.
    [[nodiscard]] constexpr std::int64_t bits() const noexcept {
        return std::int64_t{folder} | std::int64_t{read} << 7 | std::int64_t{write} << 14 | std::int64_t{remove} << 21 |
               std::int64_t{admin ? 1 : 0} << 28;
    }
};

/// What somebody may do who is named by both.
[[nodiscard]] constexpr Rights combine(const Rights& a, const Rights& b) noexcept {
    return {.folder = std::max(a.folder, b.folder),
            .read = std::max(a.read, b.read),
            .write = std::max(a.write, b.write),
            .remove = std::max(a.remove, b.remove),
            .admin = a.admin || b.admin};
}

/// @throws Error BadRequest for a number with other levels than the defined ones, or other bits set
[[nodiscard]] Rights rightsFromBits(std::int64_t bits);

inline constexpr Rights kOwnerRights{.folder = 64, .read = 64, .write = 64, .remove = 64, .admin = true};
inline constexpr Rights kViewerRights{.folder = 1, .read = 2};
inline constexpr Rights kReviewerRights{.folder = 1, .read = 2, .write = 2};
inline constexpr Rights kAuthorRights{.folder = 4, .read = 2, .write = 2, .remove = 2};
inline constexpr Rights kAdministratorRights{.folder = 4, .read = 2, .write = 2, .remove = 2, .admin = true};

}  // namespace groupware::folders
