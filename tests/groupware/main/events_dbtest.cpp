// /ajax/events of a whole node, over HTTP.
#include "tests/groupware/main/node_fixture.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>

namespace groupware::main {
namespace {

class EventsTest : public NodeTest {
protected:
    EventsTest() : NodeTest({{"push.interval", "20ms"}, {"push.longestWait", "20s"}, {"push.perSession", "2"}}) {
        session_ = login();
        files_ = filesFolder();
    }

    Answer events(const std::string& last) {
        return send("GET", "/ajax/events?session=" + session_ + (last.empty() ? "" : "&lastEventId=" + last));
    }
    /// The same on a thread of its own, which shares no cookies; answered when something happens.
    std::future<Answer> eventsLater(const std::string& last) {
        std::string cookies;
        for (const auto& [name, value] : cookies_) cookies += name + "=" + value + "; ";
        return std::async(std::launch::async, [this, cookies, target = "/ajax/events?session=" + session_, last] {
            Poco::Net::HTTPClientSession connection("127.0.0.1", static_cast<Poco::UInt16>(node_->httpPort()));
            Poco::Net::HTTPRequest request("GET", target, "HTTP/1.1");
            request.set("Cookie", cookies);
            request.set("Last-Event-ID", last);
            connection.sendRequest(request);
            Answer answer;
            Poco::StreamCopier::copyToString(connection.receiveResponse(answer.head), answer.body);
            answer.status = answer.head.getStatus();
            return answer;
        });
    }
    void upload(const std::string& name) {
        const auto answer = send("PUT",
                                 "/ajax/infostore?action=upload&binary=true&session=" + session_ +
                                     "&folder_id=" + files_ + "&filename=" + name,
                                 "x");
        EXPECT_EQ(answer.status, 200) << answer.body;
    }
    static std::string idOf(const Answer& answer) {
        const auto at = answer.body.rfind("id: ");
        return at == std::string::npos ? "" : answer.body.substr(at + 4, answer.body.find('\n', at) - at - 4);
    }
    void waitUntilParked(const std::string& count) {
        const std::string line = "\nyoke_push_waiting " + count + "\n";
        EXPECT_TRUE(::test::eventually(std::chrono::seconds(20),
                                       [&] { return get("/metrics").body.find(line) != std::string::npos; }));
    }

    std::string session_;
    std::string files_;
};

TEST_F(EventsTest, TellWhatChangedSinceAndWaitForMore) {
    const auto ready = events("");
    EXPECT_EQ(ready.status, 200);
    EXPECT_EQ(ready.head.get("Content-Type"), "text/event-stream");
    EXPECT_NE(ready.body.find("event: ready\n"), std::string::npos) << ready.body;
    upload("a.txt");
    const auto missed = events(idOf(ready));  // at once
    EXPECT_NE(missed.body.find("event: content\ndata: {\"folder\":\"" + files_ + "\",\"module\":\"infostore\""),
              std::string::npos)
        << missed.body;

    auto waiting = eventsLater(idOf(missed));
    waitUntilParked("1");
    upload("b.txt");
    const auto told = waiting.get();
    EXPECT_NE(told.body.find("event: content"), std::string::npos) << told.body;
    EXPECT_NE(idOf(told), idOf(missed));
}

TEST_F(EventsTest, AClientThatKnowsWhatNobodyDoesHasToLoadAnew) {
    const auto ready = events("");
    const std::string epoch = idOf(ready).substr(0, idOf(ready).find('-'));
    EXPECT_NE(events(epoch + "-1").body.find("event: reset\n"), std::string::npos);
    EXPECT_NE(events("99-" + idOf(ready).substr(epoch.size() + 1)).body.find("event: reset\n"), std::string::npos);
    EXPECT_EQ(events("nonsense").field("code"), "SVL-0010");
}

TEST_F(EventsTest, EndWithTheSession) {
    const auto ready = events("");
    auto waiting = eventsLater(idOf(ready));
    waitUntilParked("1");
    EXPECT_EQ(get("/ajax/login?action=logout&session=" + session_).status, 200);
    const auto ended = waiting.get();
    EXPECT_EQ(ended.field("code"), "SES-0203");
}

TEST_F(EventsTest, OnlySoManyWaitAndOthersAreTold) {
    const auto id = idOf(events(""));
    auto first = eventsLater(id);
    auto second = eventsLater(id);
    waitUntilParked("2");
    const auto third = events(id);
    EXPECT_EQ(third.status, 429);
    upload("a.txt");
    EXPECT_NE(first.get().body.find("event: content"), std::string::npos);
    EXPECT_NE(second.get().body.find("event: content"), std::string::npos);
    waitUntilParked("0");
}

}  // namespace
}  // namespace groupware::main
