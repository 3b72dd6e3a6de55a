#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::principals {

/// What a user may use. Stored as the bit of that number: numbers are never reused.
enum class Module : std::uint8_t {
    Webmail = 0,
    Calendar = 1,
    Contacts = 2,
    Tasks = 3,
    Infostore = 4,
    WebDav = 5,
    WebDavXml = 6,
    ICal = 7,
    VCard = 8,
    SyncMl = 9,
    Usm = 10,
    OLox20 = 11,
    ActiveSync = 12,
    ReadCreateSharedFolders = 13,
    DelegateTask = 14,
    EditPublicFolders = 15,
    EditGroup = 16,
    EditResource = 17,
    EditPassword = 18,
    GlobalAddressBookDisabled = 19,
    PublicFolderEditable = 20,  ///< may change the rights of public folders; for the context's admin
    CollectEmailAddresses = 21,
    MultipleMailAccounts = 22,
    Subscription = 23,
    Publication = 24,
    DeniedPortal = 25,
    Forum = 26,
    PinboardWrite = 27,
    Projects = 28,
    RssBookmarks = 29,
    RssPortal = 30,
    ShareLinks = 31,    ///< makes links to folders for whoever has them
    InviteGuests = 32,  ///< shares folders with people outside of the context
};

/// One module with the name that access combinations, the JSON API and Caller::modules use for it.
struct ModuleName {
    Module module;
    std::string_view name;  ///< lower case without separators, for example "readcreatesharedfolders"
};

/// Every module, in the order of its number.
[[nodiscard]] std::span<const ModuleName> moduleNames();
[[nodiscard]] std::string_view nameOf(Module module);

/// The set of modules one user may use. A value.
class ModuleAccess {
public:
    ModuleAccess() = default;
    explicit ModuleAccess(std::int64_t bits) : bits_(bits) {}
    ModuleAccess(std::initializer_list<Module> modules);

    /// The set that an access combination stands for ("webmail", "pim", "groupware_standard", "all", ...), or nothing
    /// for an unknown name.
    [[nodiscard]] static std::optional<ModuleAccess> combination(std::string_view name);
    /// The names that combination() knows, the usual ones first.
    [[nodiscard]] static std::vector<std::string> combinationNames();

    [[nodiscard]] bool has(Module module) const noexcept { return (bits_ & bitOf(module)) != 0; }
    void set(Module module, bool granted) noexcept { bits_ = granted ? bits_ | bitOf(module) : bits_ & ~bitOf(module); }
    /// As set(), by name. @return false for an unknown name
    bool set(std::string_view name, bool granted) noexcept;

    /// Names of the granted modules, in the order of moduleNames().
    [[nodiscard]] std::vector<std::string> names() const;
    /// The name of the combination that is exactly this set, or nothing.
    [[nodiscard]] std::optional<std::string> combinationName() const;

    /// What the database stores.
    [[nodiscard]] std::int64_t bits() const noexcept { return bits_; }
    friend bool operator==(const ModuleAccess&, const ModuleAccess&) = default;

private:
    static constexpr std::int64_t bitOf(Module module) { return std::int64_t{1} << static_cast<unsigned>(module); }
    std::int64_t bits_ = 0;
};

}  // namespace groupware::principals
