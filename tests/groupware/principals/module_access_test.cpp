#include "groupware/principals/module_access.h"

#include <gtest/gtest.h>

namespace groupware::principals {
namespace {

TEST(ModuleAccess, CombinationsBuildOnEachOther) {
    const auto standard = ModuleAccess::combination("groupware_standard");
    const auto all = ModuleAccess::combination("all");
    ASSERT_TRUE(standard && all);
    EXPECT_TRUE(standard->has(Module::Infostore));
    EXPECT_FALSE(standard->has(Module::ActiveSync));
    EXPECT_TRUE(all->has(Module::ActiveSync));
    EXPECT_TRUE(all->has(Module::PublicFolderEditable));
    EXPECT_EQ(all->bits() & standard->bits(), standard->bits());
}

TEST(ModuleAccess, WebmailPlusIsContactsAndWebmail) {
    EXPECT_EQ(ModuleAccess::combination("webmail_plus"), ModuleAccess({Module::Webmail, Module::Contacts}));
}

TEST(ModuleAccess, AnUnknownCombinationIsNothing) {
    EXPECT_FALSE(ModuleAccess::combination("everything").has_value());
    EXPECT_FALSE(ModuleAccess::combination("").has_value());
}

TEST(ModuleAccess, EveryCombinationIsFoundAgainByItsSet) {
    for (const auto& name : ModuleAccess::combinationNames()) {
        const auto access = ModuleAccess::combination(name);
        ASSERT_TRUE(access) << name;
        EXPECT_EQ(access->combinationName(), name);
    }
}

TEST(ModuleAccess, NamesAndNumbersAreUnique) {
    ModuleAccess access;
    for (const auto& entry : moduleNames()) {
        EXPECT_FALSE(access.has(entry.module)) << entry.name;
        EXPECT_TRUE(access.set(entry.name, true)) << entry.name;
        EXPECT_TRUE(access.has(entry.module)) << entry.name;
    }
    EXPECT_EQ(access.names().size(), moduleNames().size());
    EXPECT_TRUE(access.set("forum", false));
    EXPECT_FALSE(access.has(Module::Forum));
    EXPECT_FALSE(access.set("nonsense", true));
}

TEST(ModuleAccess, EachModuleHasItsOwnName) {
    for (const auto& entry : moduleNames()) EXPECT_EQ(nameOf(entry.module), entry.name);
}

}  // namespace
}  // namespace groupware::principals
