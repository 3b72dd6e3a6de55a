#include "tests/groupware/infostore/infostore_fixture.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace groupware::infostore {
namespace {

class SearchTest : public InfostoreTest {
protected:
    using Names = std::set<std::string>;
    Names find(const Caller& caller, const std::string& pattern, std::optional<FolderId> folder = std::nullopt,
               bool subfolders = false) {
        Names names;
        const auto found =
            service().search(caller, {.pattern = pattern, .folder = folder, .includeSubfolders = subfolders});
        for (const Document& document : found.documents) EXPECT_TRUE(names.insert(document.filename).second);
        return names;
    }
};

TEST_F(SearchTest, LooksIntoNameTitleAndDescriptionWithoutCase) {
    upload(anna(), annaFiles_, "Offer.pdf", "");
    auto contents = stage(anna(), "");
    service().create(anna(), {.folder = annaFiles_, .filename = "b.txt", .title = "The OFFER"}, &contents, false);
    auto more = stage(anna(), "");
    service().create(anna(), {.folder = annaFiles_, .filename = "c.txt", .description = "an offer\nto read"}, &more,
                     false);
    upload(anna(), annaFiles_, "other.txt", "offer");  // contents are not searched
    EXPECT_EQ(find(anna(), "offer"), (Names{"Offer.pdf", "b.txt", "c.txt"}));
    EXPECT_EQ(find(anna(), "*.PDF"), Names{"Offer.pdf"});
    EXPECT_EQ(find(anna(), "?.txt"), (Names{"b.txt", "c.txt"}));
    EXPECT_EQ(find(anna(), "%"), Names{});
    EXPECT_EQ(find(anna(), "").size(), 4U);
}

TEST_F(SearchTest, KeepsToTheFolderOrItsSubtree) {
    const FolderId below = newFolder("below");
    upload(anna(), annaFiles_, "x1.txt", "");
    upload(anna(), below, "x2.txt", "");
    upload(anna(), trashOf(anna()), "x3.txt", "");
    EXPECT_EQ(find(anna(), "x", below), Names{"x2.txt"});
    EXPECT_EQ(find(anna(), "x", annaFiles_), Names{"x1.txt"});
    EXPECT_TRUE(find(anna(), "x", annaFiles_, true).contains("x2.txt"));
    EXPECT_EQ(find(anna(), "x", below, true), Names{"x2.txt"});
    EXPECT_EQ(find(bert(), "x"), Names{});
}

TEST_F(SearchTest, NewestHitsComeFirstAndTheLimitCutsTheRest) {
    for (int i = 0; i < 5; ++i) upload(anna(), annaFiles_, "n" + std::to_string(i), "");
    const auto found =
        serviceWith({{"infostore.searchLength", "2"}}).search(anna(), {.pattern = "n", .folder = annaFiles_}).documents;
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].filename, "n4");
    EXPECT_EQ(found[1].filename, "n3");
}

TEST_F(SearchTest, ListsHaveALimitToo) {
    for (int i = 0; i < 101; ++i) service().create(anna(), {.folder = annaFiles_, .title = "note"}, nullptr, false);
    const auto limited = serviceWith({{"infostore.listLength", "100"}});
    EXPECT_EQ(codeOf([&] { (void)limited.all(anna(), annaFiles_); }), ErrorCode::TooLarge);
    EXPECT_EQ(limited.updates(anna(), annaFiles_, {}).changed.size(), 101U);
    EXPECT_EQ(codeOf([&] { (void)limited.search(anna(), {.pattern = std::string(257, 'a'), .folder = std::nullopt}); }),
              ErrorCode::TooLarge);
}

}  // namespace
}  // namespace groupware::infostore
