"""`updates` is exact: who follows it sees each change once and loses none, while many write on both nodes."""
import concurrent.futures
import random
import threading

import pytest

from ajax import Client
from objects import Contacts, Documents, Tasks

WRITERS = 16
READERS = 4
STEPS = 24  # of each writer


def login(cluster, number):
    client = Client(f"http://{cluster.http(list(cluster.nodes)[number % len(cluster.nodes)])}")
    assert client.login().status == 200 and client.session
    return client


def write(objects, folder, number):
    """New, changed and deleted objects in turn; nobody else touches those of this writer."""
    chance = random.Random(number)
    mine = []
    for step in range(STEPS):
        kind = chance.choice(["new", "new", "change", "delete"]) if mine else "new"
        if kind == "new":
            mine.append(objects.new(folder, f"w{number}s{step}"))
            continue
        identifier, timestamp = mine.pop(chance.randrange(len(mine)))
        if kind == "change":
            mine.append((identifier, objects.change(folder, identifier, f"w{number}s{step}changed", timestamp)))
        else:
            objects.delete(folder, identifier, timestamp)
    return [identifier for identifier, _ in mine]


class Follower:
    """Keeps a copy of a folder by `updates` alone."""

    def __init__(self, objects, folder):
        self.objects = objects
        self.folder = folder
        self.timestamp = 0
        self.copy = {}

    def follow(self):
        """@return whether anything had changed"""
        changed, deleted, timestamp = self.objects.updates(self.folder, self.timestamp)
        for identifier, modified in changed.items():
            assert self.copy.get(identifier, 0) < modified, f"{identifier} came again with nothing new"
            assert self.timestamp < modified <= timestamp, f"{identifier} is not between the two times"
        assert timestamp >= self.timestamp
        self.copy.update(changed)
        for identifier in deleted:
            self.copy.pop(identifier, None)
        self.timestamp = timestamp
        return bool(changed or deleted)

    def follow_until(self, ended):
        rounds = 0
        while not ended.is_set():
            rounds += self.follow()
        self.follow()
        return rounds


@pytest.mark.parametrize("kind", [Contacts, Tasks, Documents])
def test_updates_under_writers_are_exact(cluster, kind):
    clients = [login(cluster, number) for number in range(WRITERS + READERS)]
    try:
        objects = [kind(client) for client in clients]
        folder = objects[0].folder(f"written by many: {kind.name}")
        followers = [Follower(each, folder) for each in objects[WRITERS:]]
        ended = threading.Event()
        with concurrent.futures.ThreadPoolExecutor(WRITERS + READERS) as pool:
            following = [pool.submit(follower.follow_until, ended) for follower in followers]
            writing = [pool.submit(write, objects[number], folder, number) for number in range(WRITERS)]
            try:
                left = {identifier for each in writing for identifier in each.result()}
            finally:
                ended.set()
            for each in following:
                assert each.result() > 1, "it saw no writers at work"
        truth = objects[0].all(folder)
        assert set(truth) == left
        for follower in followers:
            assert follower.copy == truth
            assert not follower.follow(), "something came that had not changed"
    finally:
        for client in clients:
            client.logout()
